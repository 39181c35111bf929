#!/usr/bin/env bash
# The quick start: packs EnvBuild, builds samples/quickstart, and builds it again to show the reuse.
# Needs the .NET SDK and nothing else. All that it writes is below artifacts/, but for the sample's own channel, bin and obj.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
sample="$root/samples/quickstart"
work="$root/artifacts/quickstart"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Store and caches of EnvBuild; a user's own are below ~/.local/share/envbuild.
export ENVBUILD_HOME="$work/home"

bold="" plain=""
if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\033[1m' plain=$'\033[0m'
fi

say() {
  printf '\n%s%s%s\n' "$bold" "$*" "$plain"
}

show() {
  printf '\n$ %s\n' "$*"
  "$@"
}

say "1. Pack EnvBuild.Sdk and dotnet-env, and make the sample's channel (once; a minute or so)"
rm -rf "$work" "$root/artifacts/samples" "$sample/channel" "$sample/bin" "$sample/obj"
mkdir -p "$work"
"$root/eng/build.sh" pack >"$work/pack.log" 2>&1 || {
  cat "$work/pack.log" >&2
  exit 1
}
dotnet run --project "$root/eng/samples" -- "$sample/channel"
cd "$sample"
dotnet tool install dotnet-env --version 0.1.0 --tool-path "$work/tools" >/dev/null
export PATH="$work/tools:$PATH"

say "2. Build: environment.yml becomes an image"
show dotnet build --nologo -tl:off

say "3. Build again: the same definition, so the same image"
show dotnet build --nologo -tl:off

say "4. The program knows its image"
show dotnet run --no-build

say "5. Look into the store"
show dotnet env list
show dotnet env show quickstart
show dotnet env image quickstart

say "6. Export it for Docker or podman"
show dotnet env export quickstart --output "$work/quickstart.tar"

cat <<END

On a machine with Docker:

  docker load --input $work/quickstart.tar
  docker run --rm quickstart:1 greet you

Now change samples/quickstart/environment.yml (greeting=1.1, say) and run 'dotnet build' there again.
END
