#!/usr/bin/env bash
# What EnvBuild adds to a 'dotnet build' in which nothing changed: two class libraries that differ in the SDK alone, built in
# turns. Prints one line for each pair and then the medians.
#
#   eng/bench/noop.sh [pairs] [sdk | package] [folder of the packages]
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
pairs="${1:-40}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export ENVBUILD_HOME="$work/home"
unset CI

form="${2:-sdk}"
feed="${3:-$work/feed}"
if [[ ! -d "$feed" ]]; then
  dotnet pack "$root/sdk/EnvBuild.Sdk" --configuration Release --nologo --output "$feed" -v q >&2
fi
version="$(basename "$feed"/EnvBuild.Sdk.*.nupkg .nupkg)"
version="${version#EnvBuild.Sdk.}"
dotnet run --project "$root/eng/samples" -v q -- "$work/with/channel" >&2

cat > "$work/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="$work/packages" /></config>
  <packageSources><clear /><add key="envbuild" value="$feed" /></packageSources>
</configuration>
XML

write_project() {
  mkdir -p "$work/$1"
  cat > "$work/$1/Library.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  $2
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <Nullable>enable</Nullable>
  </PropertyGroup>
</Project>
XML
  for number in $(seq 1 20); do
    echo "namespace Library; public sealed class Class$number { public int Value => $number; }" > "$work/$1/Class$number.cs"
  done
}

write_project without ''
case "$form" in
  sdk) write_project with "<Sdk Name=\"EnvBuild.Sdk\" Version=\"$version\" />" ;;
  package) write_project with "<ItemGroup><PackageReference Include=\"EnvBuild.Sdk\" Version=\"$version\" /></ItemGroup>" ;;
  *) echo "the form is sdk or package" >&2; exit 2 ;;
esac
cat > "$work/with/environment.yml" <<YAML
name: noop
channels: [./channel]
dependencies: [greeter, greeting=1.0]
YAML

# Elapsed time, and time of the processor in user and system mode, in milliseconds.
measure() {
  local TIMEFORMAT='%R %U %S'
  { time dotnet build "$work/$1/Library.csproj" --no-restore -v q >/dev/null; } 2>&1 |
    awk '{printf "%d %d", $1 * 1000, ($2 + $3) * 1000}'
}

for kind in without with; do
  dotnet build "$work/$kind/Library.csproj" -v q >&2
  for _ in 1 2; do measure "$kind" >/dev/null; done
done

echo "elapsed-without cpu-without elapsed-with cpu-with"
for number in $(seq 1 "$pairs"); do
  # The order changes, so that neither always has the warmer cache.
  if ((number % 2)); then
    without="$(measure without)"; with="$(measure with)"
  else
    with="$(measure with)"; without="$(measure without)"
  fi
  echo "$without $with"
done | tee "$work/raw"

# median <expression of awk>
median() {
  awk "{print $1}" "$work/raw" | sort -n |
    awk '{v[NR] = $1} END {print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2}'
}
echo "elapsed: median without $(median '$1') ms, with $(median '$3') ms, of the differences $(median '$3 - $1') ms"
echo "cpu:     median without $(median '$2') ms, with $(median '$4') ms, of the differences $(median '$4 - $2') ms"
