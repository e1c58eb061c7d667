# shellcheck shell=bash
# Build of the page's WebAssembly modules: each crate of WASM_CRATES becomes web/wasm/<crate>.
# Needs REPO, WASM_TARGET and WASM_CRATES of www-build.sh, stamps.sh and remapped-paths.sh.

# run_tool PACKAGE -- ARGUMENT...: a program of this workspace that changes modules. It has a target
# directory, and so a lock of cargo, of its own: clippy and the crates' tests run beside it.
run_tool() {
  cargo run --quiet --locked --target-dir "${CARGO_TARGET_DIR:-$REPO/target}/tools" --package "$@"
}

# bind CRATE [OPTION...]: compiles the crate and writes its module and bindings to web/wasm/CRATE.
bind() {
  local name=$1 folder=$REPO/web/wasm/$1
  shift
  rm -rf "$folder"
  # RUSTFLAGS in the environment would replace the flags of remapped_paths and .cargo/config.toml.
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo build --release --target "$WASM_TARGET" \
    --package "highwater-$name" --locked --config "$(remapped_paths)"
  wasm-bindgen --target web "$@" --out-dir "$folder" \
    "${CARGO_TARGET_DIR:-target}/$WASM_TARGET/release/highwater_${name//-/_}.wasm"
}

# rewrite CRATE: adds, beside the module, a copy that keeps a shadow stack of its calls, the debug
# information, compressed, and the offsets of each call in both modules, for tests.
rewrite() {
  local module=$REPO/web/wasm/$1/highwater_${1//-/_}
  run_tool highwater-shadow-stack -- "${module}_bg.wasm" \
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

compile_wasm() {
  local name
  for name in "${WASM_CRATES[@]}"; do
    if [[ $name == engine ]]; then
      # With function names, lines of calls, and inlined functions.
      CARGO_PROFILE_RELEASE_DEBUG=1 bind "$name" --keep-debug
      rewrite "$name"
    else
      bind "$name"
    fi
    optimise "$name"
  done
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
