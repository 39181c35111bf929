#!/usr/bin/env bash
# Usage: eng/testing/docker-buildx.sh [FOLDER]
# Fetches, once, the buildx plugin of the docker command, which the Debian release of the tests does not have yet.
# Prints the file; the default folder is artifacts/docker-buildx. Needs apt and a Debian mirror that it knows.
set -euo pipefail

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$repository/artifacts/docker-buildx}"
# The first release that has the package.
suite=trixie
plugin="$folder/docker-buildx"

mkdir -p "$folder"
# One maker at a time; the others find what it made.
exec 9>"$folder/.lock"
flock 9

if [[ ! -e $plugin ]]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  mirror="$(apt-get indextargets --format '$(LABEL) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk '$1 == "Debian" && $2 == "main" { print $3; exit }')"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "${mirror:-http://deb.debian.org/debian} $suite main" >"$work/sources.list"
  # Lists of its own: the machine goes on to install from its own release alone.
  apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update >&2
  (cd "$work" && "${apt[@]}" download docker-buildx >&2)
  dpkg-deb --extract "$work"/docker-buildx_*.deb "$work/root"
  install -m 0755 "$work/root/usr/libexec/docker/cli-plugins/docker-buildx" "$plugin.unfinished"
  mv "$plugin.unfinished" "$plugin"
fi

printf '%s\n' "$plugin"
