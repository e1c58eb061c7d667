#!/usr/bin/env bash
# Builds, serves, tests and benchmarks Highwater. `./www-build.sh help` prints the usage.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
readonly REPO=$PWD
# The fingerprints in wasm.sh and python.sh include these two where they change the result.
readonly WASM_TARGET=wasm32-unknown-unknown
readonly WASM_CRATES=(engine inspector symbolizer exercise-tools) # crate/<name> becomes web/wasm/<name>
readonly WASM_PACK_VERSION=0.15.1
readonly CARGO_DENY_VERSION=0.20.2
readonly NODE_VERSION=20.19 # the minimum
readonly TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/highwater/tools
readonly STAMPS=$REPO/target/stamps
readonly LOGS=$REPO/target/test-logs

usage() {
  cat <<'END'
usage: ./www-build.sh [command]

  build          build the page into web/dist/, a static folder (the default)
  serve [port]   build it, serve it on this machine and print its address
                 (8080 unless you name one; if it is taken, the next free one)
  test           run every check and every test; logs in target/test-logs/
  test quick     run those that need no browser, in a few minutes
  bench [...]    run the benches; arguments go to tests/bench/bench.mjs
  help           print this

Each command first installs what it lacks, at pinned versions, and does nothing
twice. It needs Rust by rustup, and Node with npm.

environment:
  XDG_CACHE_HOME   the tools are kept in $XDG_CACHE_HOME/highwater/tools
                   (default ~/.cache)
  CHROMIUM, CHROMEDRIVER
                   the browser and its driver for tests and benches
                   (default: the ones on PATH)
  FIREFOX          the Firefox for the page's tests in that browser
                   (default: the one on PATH; without one they are skipped)
END
}

say() { printf '\n== %s\n' "$*"; }
die() {
  printf 'www-build.sh: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Sourcing them only defines constants, functions and the counters of a test run.
source web/build/stamps.sh
source web/build/setup.sh
source web/build/remapped-paths.sh
source web/build/wasm.sh
source web/build/python.sh
source web/build/page.sh
source .ci/steps.sh
source tests/run.sh

build() {
  setup_build
  say "WebAssembly modules"
  build_wasm
  say "Python interpreter"
  build_python
  say "page"
  build_page
}

serve() {
  build
  say "serving web/dist/ (Ctrl-C ends it)"
  cd web
  # If the port is taken, Vite uses the next free one; it prints the address.
  exec node_modules/.bin/vite preview --host 127.0.0.1 --port "${1:-8080}"
}

bench() {
  setup_bench
  build
  say "benches"
  exec node tests/bench/bench.mjs "$@"
}

command=${1:-build}
(($# == 0)) || shift
case $command in
build) build ;;
serve) serve "$@" ;;
test) run_tests "$@" ;;
bench) bench "$@" ;;
help | -h | --help) usage ;;
*)
  usage >&2
  die "there is no command \"$command\""
  ;;
esac
