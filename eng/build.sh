#!/usr/bin/env bash
# Usage: eng/build.sh [restore] [format] [build] [pack] [test] [bench]
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
    dotnet pack "$root/$project" "${common[@]}" --no-restore --output "$packages"
  done
}

test() {
  build
  pack
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
  build
  "$root/eng/bench/run.sh"
}

steps=("$@")
if [[ ${#steps[@]} -eq 0 ]]; then
  steps=(restore build test)
fi

for step in "${steps[@]}"; do
  case "$step" in
    restore | format | build | pack | test | bench) ;;
    *)
      echo "eng/build.sh: unknown step '$step'; steps are restore, format, build, pack, test and bench." >&2
      exit 2
      ;;
  esac
done

cd "$root"
for step in "${steps[@]}"; do
  # 'test' builds by itself.
  if [[ $step == build && " ${steps[*]} " == *" test "* ]]; then
    continue
  fi
  echo "== $step" >&2
  "$step"
done
