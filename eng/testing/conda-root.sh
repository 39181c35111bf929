#!/usr/bin/env bash
# Usage: eng/testing/conda-root.sh [FOLDER]
# Makes a Debian root file system, once, with the parts of conda that Debian has: conda-package-handling, by which conda
# itself unpacks packages (cph), and python with what reads conda's files. Debian has no conda, mamba or micromamba.
# Prints the folder; the default is artifacts/conda-root. Needs root, mmdebstrap and a Debian mirror that apt knows.
set -euo pipefail

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
root="${1:-$repository/artifacts/conda-root}"
# The first release that has the package.
suite=trixie
packages=conda-package-handling,python3-yaml

mkdir -p "$(dirname "$root")"
# One maker at a time; the others find what it made.
exec 9>"$root.lock"
flock 9

if [[ ! -e $root/usr/bin/cph ]]; then
  mirror="$(apt-get indextargets --format '$(LABEL) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 == "main" { print $3; exit }')"
  unfinished="$root.unfinished"
  rm -rf "$root" "$unfinished"
  mmdebstrap --quiet --mode=root --variant=apt --include="$packages" \
    "$suite" "$unfinished" "deb ${mirror:-http://deb.debian.org/debian} $suite main" >&2
  mv "$unfinished" "$root"
fi

printf '%s\n' "$root"
