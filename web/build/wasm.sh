# shellcheck shell=bash
# Build of the page's WebAssembly modules: each crate of WASM_CRATES becomes web/wasm/<crate>.
# Needs REPO, WASM_TARGET and WASM_CRATES of www-build.sh, stamps.sh and remapped-paths.sh.

# tool_cargo COMMAND CRATE [OPTION...]: cargo on a crate that is a tool of the build. Its folder is its
# own: in a common one, cargo would wait for the end of other builds.
tool_cargo() {
  local command=$1 crate=$2
  shift 2
  # Only the interpreter's own crates are counted in its progress.
  CARGO_TERM_PROGRESS_WHEN=never CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$REPO/target}/tools \
    cargo "$command" --quiet --locked --package "highwater-$crate" "$@"
}

# compile_tools: the tools for modules, before `tool_cargo run` needs them.
compile_tools() {
  tool_cargo build bindings
  tool_cargo build shadow-stack
}

# compile_crate CRATE: its module as the compiler writes it.
compile_crate() {
  # RUSTFLAGS in the environment would replace the flags of remapped_paths and .cargo/config.toml.
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo build --release --target "$WASM_TARGET" \
    --package "highwater-$1" --locked --config "$(remapped_paths)"
}

# bind CRATE [OPTION...]: writes the module of the crate and its bindings to web/wasm/CRATE.
bind() {
  local name=$1 folder=$REPO/web/wasm/$1
  shift
  rm -rf "$folder"
  tool_cargo run bindings -- "${CARGO_TARGET_DIR:-target}/$WASM_TARGET/release/highwater_${name//-/_}.wasm" \
    -o "$folder" "$@"
}

# rewrite CRATE: adds, beside the module, a copy that keeps a shadow stack of its calls, the debug
# information, compressed, and the offsets of each call in both modules, for tests.
rewrite() {
  local module=$REPO/web/wasm/$1/highwater_${1//-/_}
  tool_cargo run shadow-stack -- "${module}_bg.wasm" \
    -o "${module}_native.wasm" --debug-file "$module.debug" --offsets "$module.offsets.json" \
    | tee "$module.rewriting.json"
  gzip -9 --no-name <"$module.debug" >"$module.symbols"
  rm "$module.debug"
}

# optimise CRATE: its module, without debug information.
optimise() {
  local module=$REPO/web/wasm/$1/highwater_${1//-/_}_bg.wasm
  # No feature flags: the module lists the features of WebAssembly that it uses. A second pass and the
  # order of functions and locals make what a page loads smaller.
  web/node_modules/.bin/wasm-opt -O3 -O3 --reorder-locals --reorder-functions \
    --strip-debug --strip-producers --strip-target-features "$module" -o "$module.optimised"
  mv "$module.optimised" "$module"
}

# finish CRATE: all files of web/wasm/CRATE, from its module.
finish() {
  if [[ $1 == engine ]]; then
    bind "$1" --keep-debug
    rewrite "$1"
  else
    bind "$1"
  fi
  optimise "$1"
}

compile_wasm() {
  local name since job jobs=()
  for name in "${WASM_CRATES[@]}"; do
    since=$SECONDS
    if [[ $name == engine ]]; then
      # With function names, lines of calls, and inlined functions.
      CARGO_PROFILE_RELEASE_DEBUG=1 compile_crate "$name"
    else
      compile_crate "$name"
    fi
    printf '%s: %s s\n' "$name" $((SECONDS - since))
    # The compiler ends in a step that keeps one processor busy: there is one for the module before.
    finish "$name" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
}

build_wasm() {
  local crate crates=() inputs
  # The interpreter is built separately.
  for crate in crate/*; do [[ $crate == crate/python ]] || crates+=("$crate"); done
  inputs=$(
    {
      printf '%s\n' "$WASM_TARGET" "${WASM_CRATES[@]}"
      fingerprint Cargo.toml Cargo.lock .cargo/config.toml "${crates[@]}" \
        web/exercises/lru-cache/test_lru_cache.py \
        web/build/wasm.sh web/build/remapped-paths.sh web/node_modules/binaryen/package.json
      rustc -vV
    } | cksum
  )
  unless_fresh wasm web/wasm "$inputs" compile_wasm
}
