#!/usr/bin/env bash
# Usage: eng/build.sh bench, or eng/bench/run.sh after eng/build.sh build. Results: artifacts/bench/*.md, and those of
# BenchmarkDotNet below artifacts/bench/parts. ENVBUILD_BENCH_RUNS sets the number of runs (7).
# ENVBUILD_CHANNEL names a folder with a conda channel that has python 3.11, numpy, scipy, scikit-learn and pandas.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
export ENVBUILD_CHANNEL="${ENVBUILD_CHANNEL:-$root/../shared/channel}"
ENVBUILD_CHANNEL="$(realpath "$ENVBUILD_CHANNEL")"
bench="$root/artifacts/bin/EnvBuild.Benchmarks/release/EnvBuild.Benchmarks"
tool="$root/artifacts/bin/EnvBuild.Tool/release/dotnet-env"
results="$root/artifacts/bench"
runs="${ENVBUILD_BENCH_RUNS:-7}"
work="$(mktemp -d -t envbuild-bench-XXXXXX)"
engine=""

finish() {
  if [[ -n $engine ]]; then
    kill "$engine" && wait "$engine" || true
  fi
  rm -rf "$work"
}
trap finish EXIT

mkdir -p "$results" "$work/definitions"
cd "$work"

define() {
  local file="$1"
  shift
  {
    printf 'name: %s\nchannels: [%s]\ndependencies:\n' "$file" "$ENVBUILD_CHANNEL"
    printf '  - %s\n' "$@"
  } >"$work/definitions/$file.yml"
}

define first python=3.11 numpy scipy scikit-learn
define second python=3.11 numpy scipy scikit-learn pandas

# The files: what the layers of the first environment hold.
export ENVBUILD_HOME="$work/home"
"$tool" build "$work/definitions/first.yml"
"$tool" export first --type oci --output "$work/layout" >/dev/null
mkdir "$work/tree"
for blob in "$work"/layout/blobs/sha256/*; do
  tar -xzf "$blob" -C "$work/tree" 2>/dev/null || true
done
echo "files: $(find "$work/tree" -type f | wc -l), bytes: $(du -sb "$work/tree" | cut -f1)" | tee "$results/tree.md"

pack="tar -C $work/tree --sort=name --mtime=@0 --owner=0 --group=0 -cf - ."
"$bench" compare --title "Writing one layer of the whole environment" --runs "$runs" --prepare "rm -rf $work/out*" \
  "EnvBuild, gzip=$bench layer $work/tree $work/out gzip" \
  "EnvBuild, zstd=$bench layer $work/tree $work/out zstd" \
  "tar, gzip -1=$pack | gzip -1 >$work/out.gz" \
  "tar, pigz -1=$pack | pigz -1 >$work/out.gz" \
  "tar, zstd -1=$pack | zstd -q -1 >$work/out.zst" \
  "tar, zstd -1 -T2=$pack | zstd -q -1 -T2 >$work/out.zst" | tee "$results/layers.md"
{
  printf '| written | bytes |\n|---|---|\n'
  for form in gzip zstd; do
    rm -rf "$work/out"
    printf '| EnvBuild, %s | %s |\n' "$form" "$("$bench" layer "$work/tree" "$work/out" "$form" | cut -d' ' -f2)"
  done
  for command in "gzip -1" "pigz -1" "zstd -q -1"; do
    printf '| tar, %s | %s |\n' "$command" "$($pack | $command | wc -c)"
  done
} | tee "$results/sizes.md"

cp -a "$work/home" "$work/home.first"
"$bench" compare --title "Cold build: empty store, empty cache" --runs "$runs" --prepare "rm -rf $work/home" \
  "EnvBuild=$tool build $work/definitions/first.yml" | tee "$results/cold.md"
"$bench" compare --title "One package more (pandas and what it needs)" --runs "$runs" \
  --prepare "rm -rf $work/home && cp -a $work/home.first $work/home" \
  "EnvBuild=$tool build $work/definitions/second.yml" | tee "$results/more.md"
"$tool" build "$work/definitions/first.yml" >/dev/null
"$bench" compare --title "Nothing changed" --runs "$((runs * 3))" \
  "EnvBuild=$tool build $work/definitions/first.yml" \
  "start of the tool alone=$tool --version" | tee "$results/noop-tool.md"

# The same files by a Docker Engine, where one can be started.
if command -v dockerd >/dev/null && [[ $(id -u) -eq 0 ]]; then
  dockerd --host "unix://$work/engine.sock" --data-root "$work/engine" --exec-root "$work/exec" \
    --pidfile "$work/engine.pid" --bridge=none --iptables=false --ip-forward=false --ip-masq=false \
    >"$results/engine.log" 2>&1 </dev/null &
  engine=$!
  export DOCKER_HOST="unix://$work/engine.sock" DOCKER_CONFIG="$work/docker"
  until docker version >/dev/null 2>&1; do
    kill -0 "$engine"
    sleep 0.2
  done
  # One context each, because an ignore file would be read by both.
  mkdir -p "$work/copy" "$work/save"
  mv "$work/tree/opt" "$work/copy/opt"
  printf 'FROM scratch\nCOPY opt /opt\n' >"$work/copy/Dockerfile"
  "$bench" compare --title "Cold: an image that a local engine can run" --runs 5 \
    --prepare "rm -rf $work/home $work/first.tar; docker system prune -af >/dev/null" \
    "EnvBuild: build, export, docker load=$tool build $work/definitions/first.yml && $tool export first --output $work/first.tar && docker load -i $work/first.tar" \
    "docker build (classic), COPY=DOCKER_BUILDKIT=0 docker build -q --no-cache -t copied $work/copy" | tee "$results/docker.md"
  "$bench" compare --title "Cold: an image as an archive" --runs 5 \
    --prepare "rm -rf $work/home $work/*.tar; docker system prune -af >/dev/null" \
    "EnvBuild: build, export=$tool build $work/definitions/first.yml && $tool export first --output $work/first.tar" \
    "docker build (classic), COPY, docker save=DOCKER_BUILDKIT=0 docker build -q --no-cache -t copied $work/copy && docker save -o $work/copied.tar copied" \
    | tee "$results/docker-save.md"
fi

# Into registries and engines, with servers of its own.
if command -v dockerd >/dev/null && command -v docker-registry >/dev/null && [[ $(id -u) -eq 0 ]]; then
  "$bench" images --channel "$ENVBUILD_CHANNEL" --tool "$tool" --buildx "$("$root/eng/testing/docker-buildx.sh")" \
    --runs 3 | tee "$results/images.md"
fi

cd "$results"
"$bench" parts --filter '*' --artifacts "$results/parts" --join >"$results/parts.log"
