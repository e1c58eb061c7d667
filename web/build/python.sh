# shellcheck shell=bash
# Build and lint of the Python interpreter, crate/python, into web/python/.
# Needs REPO and WASM_TARGET of www-build.sh, stamps.sh, remapped-paths.sh and wasm.sh.

readonly PYTHON_MOST_BYTES=3000000        # size limit of the interpreter as downloaded
readonly PYTHON_NATIVE_MOST_BYTES=3700000 # of the copy that keeps a shadow stack of its calls
# Functions of the interpreter's loop over Python's instructions. Native stacks are recorded from its
# last call on: the calls before it are the same for all lines.
readonly PYTHON_LOOP=(run execute_instrumented)

# The interpreter that runs learners' Python. It is a workspace of its own, is compiled in part from
# a copy that crate/python/interpreter edits, and is kept compressed: what a page fetches is that.
compile_python() {
  local target=${CARGO_TARGET_DIR:-$REPO/target}/python folder=$REPO/web/python
  rm -rf "$folder"
  interpreter_step crates
  interpreter_cargo build
  interpreter_step bindings
  tool_cargo run bindings -- "$target/$WASM_TARGET/release/highwater_python.wasm" -o "$folder" \
    --no-demangle --remove-producers
  # The module imports it by its place beside the bindings.
  cp crate/python/stacks.js crate/python/stacks.d.ts "$folder"
  local module=$folder/highwater_python
  rewrite_python "$module"
  interpreter_step compression
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

# interpreter_step NAME: names the step that begins, of those in web/build/interpreter/progress.mjs.
interpreter_step() { printf '== interpreter: %s\n' "$1"; }

# rewrite_python MODULE: as `rewrite`, but with function names only: the debug information of so large
# a program would be larger than all that a page loads.
rewrite_python() {
  local function ranges=()
  for function in "${PYTHON_LOOP[@]}"; do
    ranges+=(--ranges-of "rustpython_vm::frame::ExecutingFrame::$function")
  done
  tool_cargo run shadow-stack -- "$1_bg.wasm" \
    -o "$1_native.wasm" --names "$1.names" "${ranges[@]}"
  gzip -9 --no-name <"$1.names" >"$1.symbols"
  rm "$1.names"
}

# python_cargo COMMAND [OPTION...]: cargo in the interpreter's workspace.
python_cargo() {
  (
    cd crate/python || exit
    export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$REPO/target}/python
    env -u RUSTFLAGS -u CARGO_ENCODED_RUSTFLAGS cargo "$@"
  )
}

# interpreter_cargo COMMAND [OPTION...]: cargo on the interpreter's module, which is built from
# copies of some crates, with the edits of crate/python/interpreter/edits.toml.
interpreter_cargo() {
  local command=$1 copies=${CARGO_TARGET_DIR:-$REPO/target}/python/interpreter
  shift
  tool_cargo run interpreter-edits -- \
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

python_inputs() {
  {
    printf '%s\n' "$WASM_TARGET"
    fingerprint .cargo/config.toml crate/python crate/interpreter-edits \
      crate/tracer crate/capture crate/shadow-stack crate/bindings \
      web/build/compress.mjs web/build/licences.mjs web/build/python.sh web/build/remapped-paths.sh
    rustc -vV
  } | cksum
}
python_is_fresh() { is_fresh python web/python "$(python_inputs)"; }
build_python() { unless_fresh python web/python "$(python_inputs)" compile_python; }
