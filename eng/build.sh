#!/usr/bin/env bash
# Usage: eng/build.sh [restore] [format] [build] [pack] [test] [bench] [fuzz]
# Without a step: restore build test. Needs the .NET SDK of global.json; tests say what else they would like to have.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
solution="$root/EnvBuild.sln"
packages="$root/artifacts/package/release"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# One configuration for all steps: what is tested is what is packed.
common=(--configuration Release --nologo)

restore() {
  dotnet restore "$solution" --nologo
}

format() {
  dotnet format whitespace "$solution" --verify-no-changes --no-restore
  dotnet format style "$solution" --verify-no-changes --no-restore
}

build() {
  dotnet build "$solution" "${common[@]}" --no-restore
}

pack() {
  # A package of the same version would hide the new one.
  rm -rf "$packages"
  local project
  for project in sdk/EnvBuild.Sdk src/EnvBuild.Tool; do
    dotnet pack "$root/$project" "${common[@]}" --output "$packages"
  done
}

test() {
  local results="$root/artifacts/test-results" status=0
  rm -rf "$results"
  # Tests that consume the packages take these instead of packing once more.
  ENVBUILD_PACKAGES="$packages" dotnet test --solution "$solution" --configuration Release --no-build \
    --max-parallel-test-modules 1 --results-directory "$results" --report-trx --progress off \
    --ignore-exit-code 8 || status=$?
  dotnet "$root/artifacts/bin/EnvBuild.TestSummary/release/EnvBuild.TestSummary.dll" "$results" || status=$?
  return "$status"
}

bench() {
  "$root/eng/bench/run.sh"
}

# Hostile input for all that reads what strangers wrote (docs/fuzzing.md); FUZZ_ARGUMENTS are handed on.
fuzz() {
  local arguments=(--output "$root/artifacts/fuzz")
  local corpus="${ENVBUILD_CORPUS:-$root/../shared/corpus}" channel="${ENVBUILD_CHANNEL:-$root/../shared/channel}"
  [[ -d $corpus ]] && arguments+=(--corpus "$corpus")
  [[ -d $channel ]] && arguments+=(--channel "$channel")
  # shellcheck disable=SC2086 # Several arguments are meant.
  dotnet "$root/artifacts/bin/EnvBuild.Fuzzing/release/EnvBuild.Fuzzing.dll" "${arguments[@]}" ${FUZZ_ARGUMENTS:-}
}

declare -A done_steps=()
# Each step once, after those that it needs.
run() {
  local step
  for step in "$@"; do
    if [[ -z ${done_steps[$step]:-} ]]; then
      done_steps[$step]=1
      case "$step" in
        restore | pack) ;;
        format | build) run restore ;;
        bench | fuzz) run build ;;
        test) run build pack ;;
        *)
          echo "eng/build.sh: unknown step '$step'; steps are restore, format, build, pack, test, bench and fuzz." >&2
          exit 2
          ;;
      esac
      echo "== $step" >&2
      "$step"
    fi
  done
}

cd "$root"
if [[ $# -eq 0 ]]; then
  set -- restore build test
fi
run "$@"
