# shellcheck shell=bash
# Fuzzing of the parsers in Rust, by libFuzzer with stable Rust.
# Needs have, die and timed of www-build.sh.

# A target is CRATE:NAME, in crate/CRATE/fuzz/.
readonly FUZZ_TARGETS=(report:open_capture report:read_query cache:read_policy symbols:open_symbols
  shadow-stack:rewrite_module workload:workload_text workload:keys workload:csv workload:oracle_general
  workload:lirs workload:arc workload:cache2k)

# The coverage of `cargo fuzz`, without the sanitizers, which need nightly Rust.
readonly FUZZ_FLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4
  -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table
  -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Cdebug-assertions -Coverflow-checks"

# has_fuzz: whether libFuzzer, which is C++, can be compiled and linked by these flags.
has_fuzz() { [[ $(uname -s) == Linux ]] && have c++; }

# fuzz TARGET CORPUS [OPTION...]: builds the target and runs it from its seeds, with options of
# libFuzzer. Inputs that reach new code are read from the folder CORPUS, and added to it.
fuzz() {
  local crate=${1%%:*} name=${1##*:} corpus=$2 folder host
  shift 2
  folder=crate/$crate/fuzz
  host=$(rustc -vV | sed -n 's/^host: //p')
  mkdir -p "$corpus" "$folder/artifacts"
  # With a named target, the flags are not those of build scripts.
  RUSTFLAGS=$FUZZ_FLAGS cargo build --locked --release --manifest-path "$folder/Cargo.toml" \
    --target "$host" --target-dir target/fuzz --bin "$name"
  "target/fuzz/$host/release/$name" "$@" -print_final_stats=1 -artifact_prefix="$folder/artifacts/" \
    "$corpus" "$folder/seeds/$name"
}

# fuzz_briefly TARGET SECONDS: the same inputs each time, as far as the time goes.
fuzz_briefly() {
  local corpus=target/fuzz/briefly/${1##*:}
  rm -rf "$corpus"
  fuzz "$1" "$corpus" -seed=1 -max_total_time="$2"
}

# fuzz_command [TARGET [RUNS]]: the command of www-build.sh.
fuzz_command() {
  local target runs=${2:-1000000} targets=("${FUZZ_TARGETS[@]}")
  has_fuzz || die "fuzzing needs Linux and a C++ compiler (Debian: apt-get install g++)"
  if (($# > 0)); then
    [[ " ${FUZZ_TARGETS[*]} " == *" $1 "* ]] || die "the fuzz targets are ${FUZZ_TARGETS[*]}"
    targets=("$1")
  fi
  for target in "${targets[@]}"; do
    timed "$target, $runs runs" fuzz "$target" "crate/${target%%:*}/fuzz/corpus/${target##*:}" -runs="$runs"
  done
}
