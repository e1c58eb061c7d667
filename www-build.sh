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
readonly GECKODRIVER_VERSION=0.37.1
readonly NODE_VERSION=20.19 # the minimum
readonly TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/highwater/tools
readonly STAMPS=$REPO/target/stamps
readonly LOGS=$REPO/target/test-logs

usage() {
  cat <<'END'
usage: ./www-build.sh [command]

  build          build the page into web/dist/, a static folder (the default)
  serve [port]   build it, serve it on this machine and print its address
                 (8080 unless you name one; if it is taken, the next free one);
                 the Python interpreter is compiled while the page is served
  test           run every check and every test; logs in target/test-logs/
  test quick     run those that need no browser, in a few minutes
  bench [...]    run the benches; arguments go to tests/bench/bench.mjs
  soak [minutes] attack the page in one tab, 10 minutes unless you say how long;
                 the memory of the tab is recorded in target/soak/
  fuzz [target [runs]]
                 run a fuzz target, or each, a million times unless you say how
                 often
  help           print this

Each command first installs what it lacks, at pinned versions, and does nothing
twice. It needs Rust by rustup, and Node with npm.

environment:
  XDG_CACHE_HOME   the tools are kept in $XDG_CACHE_HOME/highwater/tools
                   (default ~/.cache)
  CHROMIUM, CHROMEDRIVER
                   the browser and its driver for tests and benches
                   (default: the ones on PATH)
  FIREFOX, GECKODRIVER
                   the same of Firefox, for tests
  HIGHWATER_SEED, HIGHWATER_CASE
                   the seed of generated inputs (default: the same in each test,
                   another in each soak), and one of its cases, as a failed test
                   prints them
  WEBKIT_DRIVER, XVFB, MINIBROWSER
                   the WebKitWebDriver of WebKitGTK, the X server that it draws
                   on, and the browser that it drives (default: its own)

Tests in Firefox and WebKit are skipped, with the reason, where one of these is
neither there nor can be installed (Debian, as root).
END
}

say() { printf '\n== %s\n' "$*"; }
# timed NAME COMMAND...: a phase, with the time that it took.
timed() {
  local name=$1 since=$SECONDS
  shift
  say "$name"
  "$@"
  printf '%s: %s s\n' "$name" $((SECONDS - since))
}
die() {
  printf 'www-build.sh: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Sourcing them only defines constants, functions and the counters of a test run.
source web/build/stamps.sh
source web/build/setup.sh
source web/build/browsers.sh
source web/build/hosts.sh
source web/build/remapped-paths.sh
source web/build/wasm.sh
source web/build/python.sh
source web/build/page.sh
source web/build/serve.sh
source .ci/steps.sh
source tests/fuzz.sh
source tests/run.sh

build() {
  timed "set-up" setup_build
  timed "WebAssembly modules" build_wasm
  timed "Python interpreter" build_python
  timed "page" build_page
}

bench() {
  setup_bench
  setup_libcachesim
  build
  say "benches"
  exec node tests/bench/bench.mjs "$@"
}

# soak [MINUTES]: the hostile inputs in one tab, with runs in between.
soak() {
  export HIGHWATER_SOAK_MINUTES=${1:-10} HIGHWATER_SEED=${HIGHWATER_SEED:-$RANDOM$RANDOM}
  [[ $HIGHWATER_SOAK_MINUTES =~ ^[0-9]+$ ]] || die "soak takes a number of minutes, not \"$1\""
  setup_bench
  build
  say "soak of $HIGHWATER_SOAK_MINUTES minutes with the seed $HIGHWATER_SEED"
  exec npm --prefix tests run --silent soak
}

command=${1:-build}
(($# == 0)) || shift
case $command in
build) build ;;
serve) serve "$@" ;;
test) run_tests "$@" ;;
bench) bench "$@" ;;
soak) soak "$@" ;;
fuzz) fuzz_command "$@" ;;
help | -h | --help) usage ;;
*)
  usage >&2
  die "there is no command \"$command\""
  ;;
esac
