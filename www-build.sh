#!/usr/bin/env bash
# Builds, serves, tests and measures Highwater. `./www-build.sh help` says how.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
readonly REPO=$PWD
readonly WASM_TARGET=wasm32-unknown-unknown
readonly WASM_CRATES=(engine inspector symbolizer examiner) # crate/<name> becomes web/wasm/<name>
readonly WASM_PACK_VERSION=0.15.1
readonly CARGO_DENY_VERSION=0.20.2
readonly NODE_VERSION=20.19 # the least
readonly PYTHON_MOST_BYTES=3000000        # of the interpreter as a page fetches it
readonly PYTHON_NATIVE_MOST_BYTES=3700000 # of the one that keeps a shadow stack of its calls
# The functions of the interpreter that execute Python's instructions: what is under way before their
# last call is the same for all lines, and is not told.
readonly PYTHON_LOOP=(run execute_instrumented)
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
END
}

# --- Saying and finding things ------------------------------------------------

say() { printf '\n== %s\n' "$*"; }
die() {
  printf 'www-build.sh: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# first_of PROGRAM...: the path of the first that is on PATH, or nothing.
first_of() {
  local program
  for program in "$@"; do
    command -v "$program" && return
  done
  return 0
}

# version_of PROGRAM: the first version number in what `PROGRAM --version` prints, or nothing.
version_of() {
  local text
  text=$("$1" --version 2>/dev/null) || return 0
  if [[ $text =~ [0-9]+(\.[0-9]+)+ ]]; then printf '%s' "${BASH_REMATCH[0]}"; fi
}

# fingerprint PATH...: a hash of the names and contents of all files there, built ones left out.
fingerprint() {
  local hash=(sha256sum)
  have sha256sum || hash=(shasum -a 256)
  find "$@" -type d \( -name node_modules -o -name target -o -name fuzz -o -name dist \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | xargs -0 "${hash[@]}" | "${hash[@]}" | cut -d ' ' -f 1
}

# --- Setting up ---------------------------------------------------------------

setup_rust() {
  have cargo || die "cargo is missing: install Rust from https://rustup.rs"
  [[ -d $(rustc --print target-libdir --target "$WASM_TARGET") ]] && return
  have rustup || die "Rust's $WASM_TARGET target is missing, and rustup to add it: see https://rustup.rs"
  say "Rust: the $WASM_TARGET target"
  rustup target add "$WASM_TARGET" || die "cannot add Rust's $WASM_TARGET target: rustup failed, see above"
}

# rust_component SUBCOMMAND COMPONENT: rustup's default profile has it, its minimal one has not.
rust_component() {
  cargo "$1" --version >/dev/null 2>&1 && return
  have rustup || die "cargo $1 is missing, and rustup to add it: see https://rustup.rs"
  say "Rust: $2"
  rustup component add "$2" || die "cannot add Rust's $2: rustup failed, see above"
}

# setup_tool CRATE VERSION PROGRAM [OPTION...]: puts PROGRAM of exactly that version on PATH,
# installing CRATE by `cargo install` with the options where it is not there yet.
setup_tool() {
  local crate=$1 version=$2 program=$3 root=$TOOLS/$1-$2
  shift 3
  [[ $(version_of "$program") == "$version" ]] && return
  export PATH=$root/bin:$PATH
  [[ $(version_of "$program") == "$version" ]] && return
  { mkdir -p "$root" 2>/dev/null && [[ -w $root ]]; } ||
    die "cannot write to $root, where $crate is to be kept: set XDG_CACHE_HOME to a folder you can write to"
  say "$crate $version, once, into $root"
  cargo install --version "$version" --root "$root" "$@" "$crate" ||
    die "cannot install $crate $version: cargo install failed, see above"
}

# The command line of wasm-bindgen only works with modules of its own version.
# No --locked: its lock file may name crates newer than a mirror of the registry shows.
setup_wasm_tools() {
  local version
  version=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/"/, "", $3); print $3 }' Cargo.lock)
  [[ -n $version ]] || die "Cargo.lock names no version of wasm-bindgen"
  setup_tool wasm-bindgen-cli "$version" wasm-bindgen
  setup_tool wasm-pack "$WASM_PACK_VERSION" wasm-pack --locked
}

setup_node() {
  { have node && have npm; } || die "Node $NODE_VERSION or newer with npm is missing: see https://nodejs.org"
  [[ $(printf '%s\n' "$NODE_VERSION" "$(version_of node)" | sort -V | head -n 1) == "$NODE_VERSION" ]] ||
    die "Node is $(version_of node), but $NODE_VERSION or newer is needed: see https://nodejs.org"
}

# setup_npm FOLDER: its packages exactly as its lock file has them.
setup_npm() {
  local installed=$1/node_modules/.installed-lock wanted
  wanted=$(fingerprint "$1/package-lock.json")
  [[ -f $installed && $(<"$installed") == "$wanted" ]] && return
  say "npm packages of $1/"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) ||
    die "cannot install the npm packages of $1/: npm ci failed, see above"
  printf '%s' "$wanted" >"$installed"
}

# Exports CHROMIUM and CHROMEDRIVER, a browser and the driver of the same version.
setup_browser() {
  find_browser
  if [[ -z $CHROMIUM || -z $CHROMEDRIVER ]] && have apt-get && ((EUID == 0)); then
    say "Chromium and its driver"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy chromium chromium-driver; } ||
      die "cannot install chromium and chromium-driver: apt-get failed, see above"
    find_browser
  fi
  local how="install both (Debian: apt-get install chromium chromium-driver) or set CHROMIUM and CHROMEDRIVER"
  [[ -n $CHROMIUM ]] || die "Chromium is missing: $how"
  [[ -n $CHROMEDRIVER ]] || die "the chromedriver of Chromium is missing: $how"
  local browser driver
  browser=$(version_of "$CHROMIUM") driver=$(version_of "$CHROMEDRIVER")
  [[ -n $browser ]] || die "$CHROMIUM does not run: $how"
  [[ ${browser%%.*} == "${driver%%.*}" ]] ||
    die "$CHROMIUM is version $browser, but $CHROMEDRIVER is for ${driver:-none}: $how"
}
find_browser() {
  export CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome-stable google-chrome)}
  export CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver)}
}

# Exports HIGHWATER_SITES_PYTHON, a Python that builds the sites that the tests put the page into;
# empty where there is none of the version that they need.
setup_sites() {
  export HIGHWATER_SITES_PYTHON=
  { has_python && python3 -c 'import ensurepip, venv' 2>/dev/null; } || return 0
  local requirements=tests/embed/requirements.txt folder
  folder=$TOOLS/sites-$({ python3 --version && cat "$requirements"; } | cksum | cut -d ' ' -f 1)
  if [[ ! -f $folder/complete ]]; then
    say "Sphinx and MkDocs, once, into $folder"
    rm -rf "$folder"
    { python3 -m venv "$folder" &&
      "$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r "$requirements"; } ||
      die "cannot install what $requirements names: see above"
    touch "$folder/complete"
  fi
  HIGHWATER_SITES_PYTHON=$folder/bin/python
}

# What is quick to look for comes first, what takes minutes to build last.
setup_build() {
  setup_rust
  setup_node
  setup_wasm_tools
  setup_npm web
}
setup_test() {
  setup_rust
  rust_component fmt rustfmt
  rust_component clippy clippy
  setup_node
  setup_browser
  setup_build
  setup_tool cargo-deny "$CARGO_DENY_VERSION" cargo-deny --locked
  setup_npm tests
  setup_sites
}
setup_bench() {
  setup_node
  setup_browser
  setup_npm tests
}

# --- Building -----------------------------------------------------------------

# unless_fresh NAME OUTPUT INPUTS COMMAND...: runs COMMAND, which makes the folder OUTPUT, unless
# INPUTS (a fingerprint) and OUTPUT are both as they were when it last did.
unless_fresh() {
  local stamp=$STAMPS/$1 output=$2 inputs=$3
  shift 3
  if [[ -d $output && -f $stamp && $(<"$stamp") == "$inputs $(cd "$output" && fingerprint .)" ]]; then
    printf '%s is up to date\n' "$output/"
    return
  fi
  rm -f "$stamp"
  "$@"
  mkdir -p "$STAMPS"
  printf '%s' "$inputs $(cd "$output" && fingerprint .)" >"$stamp"
}

# Places of this machine that the compiler would write into panic messages, each with the name
# to write instead. As a cargo setting it adds to the flags in .cargo/config.toml, where RUSTFLAGS
# would replace them.
remapped_paths() {
  local cargo_home=${CARGO_HOME:-$HOME/.cargo} sysroot commit
  sysroot=$(rustc --print sysroot)
  commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
  printf "target.%s.rustflags = [" "$WASM_TARGET"
  printf "'--remap-path-prefix=%s', " \
    "$REPO=highwater" \
    "${CARGO_TARGET_DIR:-$REPO/target}=target" \
    "$cargo_home/registry/src=registry" \
    "$sysroot/lib/rustlib/src/rust=/rustc/$commit"
  printf "]"
}

# bind CRATE [OPTION...]: compiles the crate and leaves its module and bindings in web/wasm/CRATE.
bind() {
  local name=$1 folder=$REPO/web/wasm/$1
  shift
  rm -rf "$folder"
  # RUSTFLAGS are for the developer's own machine: they would replace the flags above.
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo build --release --target "$WASM_TARGET" \
    --package "highwater-$name" --locked --config "$(remapped_paths)"
  wasm-bindgen --target web "$@" --out-dir "$folder" \
    "${CARGO_TARGET_DIR:-target}/$WASM_TARGET/release/highwater_$name.wasm"
}

# rewrite CRATE: beside the module, one of the same code that keeps a shadow stack of its calls;
# its debug information, compressed; and the offsets of each call in both, for tests.
rewrite() {
  local module=$REPO/web/wasm/$1/highwater_$1
  cargo run --quiet --locked --package highwater-shadow-stack -- "${module}_bg.wasm" \
    -o "${module}_native.wasm" --debug-file "$module.debug" --offsets "$module.offsets.json" \
    | tee "$module.rewriting.json"
  gzip -9 --no-name <"$module.debug" >"$module.symbols"
  rm "$module.debug"
}

# optimise CRATE: its module, without debug information.
optimise() {
  local module=$REPO/web/wasm/$1/highwater_${1}_bg.wasm
  # The module itself lists the features of WebAssembly that it uses.
  web/node_modules/.bin/wasm-opt -O3 --strip-debug --strip-producers "$module" -o "$module.optimised"
  mv "$module.optimised" "$module"
}

# members: the folders of the workspace's crates.
members() { find crate -mindepth 1 -maxdepth 1 ! -name python; }

compile_wasm() {
  local name
  for name in "${WASM_CRATES[@]}"; do
    if [[ $name == engine ]]; then
      # With the names of functions and the lines of calls, and what was inlined.
      CARGO_PROFILE_RELEASE_DEBUG=1 bind "$name" --keep-debug
      rewrite "$name"
    else
      bind "$name"
    fi
    optimise "$name"
  done
}

build_wasm() {
  local inputs
  inputs=$(
    {
      # The interpreter is built apart, and is no part of these.
      fingerprint Cargo.toml Cargo.lock .cargo/config.toml $(members) www-build.sh \
        web/node_modules/binaryen/package.json
      rustc -vV
    } | cksum
  )
  unless_fresh wasm web/wasm "$inputs" compile_wasm
}

# The interpreter that runs learners' Python. It is a workspace of its own, is compiled in part from
# a copy that crate/python/interpreter edits, and is kept compressed: what a page fetches is that.
compile_python() {
  local target=${CARGO_TARGET_DIR:-$REPO/target}/python folder=$REPO/web/python
  rm -rf "$folder"
  interpreter_cargo build
  wasm-bindgen --target web --no-demangle --remove-producers-section --out-dir "$folder" \
    "$target/$WASM_TARGET/release/highwater_python.wasm"
  local module=$folder/highwater_python
  rewrite_python "$module"
  # Each takes a minute of one processor.
  node web/build/compress.mjs "${module}_bg.wasm" "$module.wasm.br" \
    "$folder/size.ts" "$PYTHON_MOST_BYTES" &
  local first=$!
  node web/build/compress.mjs "${module}_native.wasm" "${module}_native.wasm.br" \
    "$folder/native-size.ts" "$PYTHON_NATIVE_MOST_BYTES"
  wait "$first"
  rm "${module}_bg.wasm" "${module}_native.wasm"
  python_cargo metadata --format-version 1 --locked --filter-platform "$WASM_TARGET" |
    node web/build/licences.mjs crate/python/licences "$folder/licences.txt"
}

# rewrite_python MODULE: as `rewrite`, but with the names of functions alone: debug information of a
# program so large would be larger than all that a page loads.
rewrite_python() {
  local function ranges=()
  for function in "${PYTHON_LOOP[@]}"; do
    ranges+=(--ranges-of "rustpython_vm::frame::ExecutingFrame::$function")
  done
  cargo run --quiet --locked --package highwater-shadow-stack -- "$1_bg.wasm" \
    -o "$1_native.wasm" --names "$1.names" "${ranges[@]}"
  gzip -9 --no-name <"$1.names" >"$1.symbols"
  rm "$1.names"
}

# python_cargo COMMAND [OPTION...]: cargo in the interpreter's workspace.
python_cargo() {
  (
    cd crate/python
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$REPO/target}/python
    env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo "$@"
  )
}

# interpreter_cargo COMMAND [OPTION...]: cargo on the interpreter's module, which is built from
# copies of some crates, with the edits of crate/python/interpreter/edits.toml.
interpreter_cargo() {
  local command=$1 copies=${CARGO_TARGET_DIR:-$REPO/target}/python/interpreter
  shift
  cargo run --quiet --locked --package highwater-interpreter-edits -- \
    crate/python/interpreter/edits.toml crate/python "$copies"
  python_cargo "$command" --release --target "$WASM_TARGET" --locked --ignore-rust-version \
    --config "$(remapped_paths)" --config "$copies/config.toml" "$@"
}

# lint_python: clippy on the interpreter's own crate, with the crates that its build has compiled.
# `cargo clippy` would compile them a second time, without their code.
lint_python() {
  interpreter_cargo rustc --config 'build.rustc-workspace-wrapper="clippy-driver"' \
    --crate-type rlib -- -D warnings
}

build_python() {
  local inputs
  inputs=$(
    {
      fingerprint .cargo/config.toml crate/python crate/interpreter-edits crate/tracer \
        crate/capture crate/shadow-stack \
        web/build/compress.mjs web/build/licences.mjs www-build.sh
      rustc -vV
    } | cksum
  )
  unless_fresh python web/python "$inputs" compile_python
}

build_page() {
  unless_fresh page web/dist "$(fingerprint web)" npm --prefix web run --silent build
}

build() {
  setup_build
  say "WebAssembly modules"
  build_wasm
  say "Python interpreter"
  build_python
  say "page"
  build_page
}

# --- Serving and measuring ----------------------------------------------------

serve() {
  build
  say "serving web/dist/ (Ctrl-C ends it)"
  cd web
  # Where the port is taken, Vite takes the next free one; it prints the address.
  exec node_modules/.bin/vite preview --host 127.0.0.1 --port "${1:-8080}"
}

bench() {
  setup_bench
  build
  say "benches"
  exec node tests/bench/bench.mjs "$@"
}

# --- Testing ------------------------------------------------------------------

# shellcheck source=.ci/steps.sh
source .ci/steps.sh

# wasm_tests BROWSER CRATE: the tests of the crate in that browser.
wasm_tests() {
  # The same Chromium as for the page. wasm-bindgen's runner takes whichever driver the
  # environment names, so it must name the one.
  export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$REPO/target/webdriver.json
  node -e '
    const config = JSON.parse(require("fs").readFileSync(".cargo/webdriver.json", "utf8"));
    config["goog:chromeOptions"].binary = process.env.CHROMIUM;
    console.log(JSON.stringify(config));
  ' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
  local driver=(--chrome --chromedriver "$CHROMEDRIVER")
  [[ $1 == chrome ]] || driver=(--firefox --geckodriver "$(command -v geckodriver)")
  env -u CHROMEDRIVER -u GECKODRIVER \
    wasm-pack test --mode no-install --headless "${driver[@]}" "crate/$2" --locked
}

has_miri() {
  local installed
  have rustup && [[ $(rustup toolchain list) == *nightly* ]] || return 1
  installed=$(rustup component list --toolchain nightly --installed)
  [[ $installed == *miri* && $installed == *rust-src* ]]
}
has_fuzz() { have cargo-fuzz && have rustup && [[ $(rustup toolchain list) == *nightly* ]]; }
# fuzz TARGET RUNS: so many runs of the report's fuzz target, from its seeds.
fuzz() {
  local folder=crate/report/fuzz
  mkdir -p "$folder/corpus/$1"
  cargo +nightly fuzz run --fuzz-dir "$folder" "$1" "$folder/corpus/$1" "$folder/seeds/$1" -- \
    -runs="$2"
}
has_python() { have python3 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }

run_tests() {
  setup_test
  rm -rf "$LOGS"
  mkdir -p "$LOGS"
  export CARGO_TERM_COLOR=never
  local crate wasm_packages=()
  for crate in "${WASM_CRATES[@]}"; do wasm_packages+=(--package "highwater-$crate"); done

  check "format of the Rust code" cargo fmt --all --check
  check "format of the interpreter's Rust code" cargo fmt --manifest-path crate/python/Cargo.toml --check
  check "clippy" cargo clippy --locked --workspace --all-targets -- -D warnings
  check "clippy for WebAssembly" cargo clippy --locked --target "$WASM_TARGET" \
    "${wasm_packages[@]}" --all-targets -- -D warnings
  check "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps
  tests "tests of the crates" cargo test --locked --workspace --no-fail-fast
  tests "tests of the interpreter's tables" python_cargo test --locked --ignore-rust-version
  # Not `advisories`: they need a database beside the registry, and change without a change here.
  check "licences and sources" cargo deny --locked check licenses bans sources
  check "licences and sources of the interpreter" cargo deny --locked \
    --manifest-path crate/python/Cargo.toml --config crate/python/deny.toml \
    check licenses bans sources
  if has_miri; then
    tests "tests of the tracer under Miri" cargo +nightly miri test --locked \
      --no-fail-fast --package highwater-tracer
  else
    skip "tests of the tracer under Miri" "no nightly Rust with miri and rust-src"
  fi
  if has_fuzz; then
    check "fuzzing of captures" fuzz open_capture 20000
  else
    skip "fuzzing of captures" "no nightly Rust with cargo-fuzz; its seeds and damaged copies are among the tests of the crates"
  fi
  if has_python; then
    check "recordings of CPython" python3 tests/parity/record_functools.py --check
  else
    skip "recordings of CPython" "no python3 of version 3.11 or newer"
  fi

  for crate in "${WASM_CRATES[@]}"; do
    tests "tests of the $crate in Chromium" wasm_tests chrome "$crate"
    if have geckodriver && have firefox; then
      tests "tests of the $crate in Firefox" wasm_tests firefox "$crate"
    else
      skip "tests of the $crate in Firefox" "no firefox with geckodriver"
    fi
  done

  check "build of the modules" build_wasm
  check "build of the Python interpreter" build_python
  after "build of the Python interpreter" check "clippy of the interpreter's engine" lint_python
  check "lint and format of the page" npm --prefix web run --silent lint
  check "lint and format of the tests" npm --prefix tests run --silent lint
  after "build of the modules" check "types of the page" npm --prefix web run --silent typecheck
  after "build of the modules" check "types of the tests" npm --prefix tests run --silent typecheck
  after "build of the Python interpreter" check "build of the page" build_page
  after "build of the page" page_tests "tests of the page's code" npm --prefix tests run --silent test:unit
  after "build of the page" page_tests "tests of the page" npm --prefix tests run --silent test:browser

  report_steps
}

# --- The command --------------------------------------------------------------

command=${1:-build}
(($# == 0)) || shift
case $command in
build) build ;;
serve) serve "$@" ;;
test) run_tests ;;
bench) bench "$@" ;;
help | -h | --help) usage ;;
*)
  usage >&2
  die "there is no command \"$command\""
  ;;
esac
