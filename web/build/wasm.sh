# shellcheck shell=bash
# Build of the page's WebAssembly modules: each crate of WASM_CRATES becomes web/wasm/<crate>. The engine
# with all policies becomes web/wasm/policies: a page loads it when a policy needs it.
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

# compiled NAME: the module of web/wasm/NAME as the compiler writes it.
compiled() { printf '%s' "${CARGO_TARGET_DIR:-$REPO/target}/modules/$1/highwater_$(module_name "$1").wasm"; }

# module_name NAME: the name in the files of web/wasm/NAME. Both engines have one, so that the bindings
# of either fit the other.
module_name() {
  if [[ $1 == policies ]]; then printf engine; else printf '%s' "${1//-/_}"; fi
}

# compile_crate CRATE [OPTION...]: compiles the crate.
compile_crate() {
  local crate=$1
  shift
  # RUSTFLAGS in the environment would replace the flags of remapped_paths and .cargo/config.toml.
  env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo build --release --target "$WASM_TARGET" \
    --package "highwater-$crate" --locked --config "$(remapped_paths)" "$@"
}

# compile_module NAME: the module of web/wasm/NAME, before its bindings.
compile_module() {
  # The engines have function names, lines of calls, and inlined functions.
  case $1 in
  engine) CARGO_PROFILE_RELEASE_DEBUG=1 compile_crate engine ;;
  policies) CARGO_PROFILE_RELEASE_DEBUG=1 compile_crate engine --features slab ;;
  *) compile_crate "$1" ;;
  esac
  mkdir -p "$(dirname "$(compiled "$1")")"
  # A copy, because both engines are compiled to one file.
  cp "${CARGO_TARGET_DIR:-target}/$WASM_TARGET/release/highwater_$(module_name "$1").wasm" "$(compiled "$1")"
}

# bind NAME [OPTION...]: writes the module and its bindings to web/wasm/NAME.
bind() {
  local name=$1 folder=$REPO/web/wasm/$1
  shift
  rm -rf "$folder"
  tool_cargo run bindings -- "$(compiled "$name")" -o "$folder" "$@"
}

# rewrite NAME: adds, beside the module, a copy that keeps a shadow stack of its calls, the debug
# information, compressed, and the offsets of each call in both modules, for tests.
rewrite() {
  local module
  module=$REPO/web/wasm/$1/highwater_$(module_name "$1")
  tool_cargo run shadow-stack -- "${module}_bg.wasm" \
    -o "${module}_native.wasm" --debug-file "$module.debug" --offsets "$module.offsets.json" \
    | tee "$module.rewriting.json"
  gzip -9 --no-name <"$module.debug" >"$module.symbols"
  rm "$module.debug"
}

# optimise NAME: its module, without debug information.
optimise() {
  local module passes=(-O3 -O3 --merge-similar-functions -O3)
  module=$REPO/web/wasm/$1/highwater_$(module_name "$1")_bg.wasm
  # One more makes the engines smaller, and the other modules larger.
  if [[ $(module_name "$1") == engine ]]; then passes+=(-O3); fi
  # No feature flags: the module lists the features of WebAssembly that it uses. Further passes and the
  # order of functions and locals make what a page loads smaller.
  web/node_modules/.bin/wasm-opt "${passes[@]}" --reorder-locals --reorder-functions \
    --strip-debug --strip-producers --strip-target-features "$module" -o "$module.optimised"
  mv "$module.optimised" "$module"
}

# finish NAME: all files of web/wasm/NAME, from its module.
finish() {
  if [[ $1 == engine || $1 == policies ]]; then
    bind "$1" --keep-debug
    rewrite "$1"
  else
    bind "$1"
  fi
  optimise "$1"
}

compile_wasm() {
  local name since job jobs=()
  for name in "${WASM_CRATES[@]}" policies; do
    since=$SECONDS
    compile_module "$name"
    printf '%s: %s s\n' "$name" $((SECONDS - since))
    # The compiler ends in a step that keeps one processor busy: there is one for the module before.
    finish "$name" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
  # One worker runs both engines.
  cmp web/wasm/engine/highwater_engine.js web/wasm/policies/highwater_engine.js ||
    die "the bindings of the two engines differ"
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
