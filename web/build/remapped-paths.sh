# shellcheck shell=bash
# Compiler setting that keeps this machine's paths out of the modules.
# Needs REPO and WASM_TARGET of www-build.sh.

# Paths that the compiler would write into panic messages, each with its replacement. As a cargo
# setting it adds to the flags in .cargo/config.toml, where RUSTFLAGS would replace them.
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
