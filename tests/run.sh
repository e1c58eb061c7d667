# shellcheck shell=bash
# The test run: every check and every test, as steps in lanes.
# Needs the constants, say and have of www-build.sh, .ci/steps.sh, and the scripts in web/build/.

readonly FUZZ_SECONDS=5 # of each target

# wasm_tests BROWSER CRATE: the tests of the crate in that browser.
wasm_tests() {
  # The same browsers as for the page.
  export WASM_BINDGEN_TEST_WEBDRIVER_JSON=$REPO/target/webdriver.json
  node -e '
    const config = JSON.parse(require("fs").readFileSync(".cargo/webdriver.json", "utf8"));
    config["goog:chromeOptions"].binary = process.env.CHROMIUM;
    config["moz:firefoxOptions"].binary = process.env.FIREFOX;
    console.log(JSON.stringify(config));
  ' >"$WASM_BINDGEN_TEST_WEBDRIVER_JSON"
  local driver=(--chrome --chromedriver "$CHROMEDRIVER")
  [[ $1 == chrome ]] || driver=(--firefox --geckodriver "$GECKODRIVER")
  # wasm-bindgen's runner takes any driver in its environment: only wasm-pack may set one.
  env -u CHROMEDRIVER -u GECKODRIVER \
    wasm-pack test --mode no-install --headless "${driver[@]}" "crate/$2" --locked
}

# engine_tests ENGINE: the page's tests in chromium, firefox or webkit, through their drivers.
engine_tests() { npm --prefix tests run --silent test:engine -- --project="$1"; }

has_miri() {
  local installed
  have rustup && [[ $(rustup toolchain list) == *nightly* ]] || return 1
  installed=$(rustup component list --toolchain nightly --installed)
  [[ $installed == *miri* && $installed == *rust-src* ]]
}

# The checks and tests of the crates, but those that need a browser.
rust_steps() {
  local crate wasm_packages=()
  for crate in "${WASM_CRATES[@]}"; do wasm_packages+=(--package "highwater-$crate"); done
  check "format of the Rust code" cargo fmt --all --check
  # The modules that macros declare, which cargo fmt does not see.
  check "format of the lists' files" rustfmt --edition 2024 --check crate/cache/src/bound/*.rs \
    crate/report/src/kinds/*.rs crate/report/src/export/formats/*.rs crate/workload/src/pattern/*.rs \
    crate/workload/src/trace/formats/*.rs
  check "format of the interpreter's Rust code" cargo fmt --manifest-path crate/python/Cargo.toml --check
  check "clippy" cargo clippy --locked --workspace --all-targets -- -D warnings
  check "clippy for WebAssembly" cargo clippy --locked --target "$WASM_TARGET" \
    "${wasm_packages[@]}" --all-targets -- -D warnings
  tests "tests of the crates" env PATH="$HIGHWATER_CACHETOOLS_PATH" cargo test --locked --workspace --no-fail-fast
}

# Of the interpreter's workspace, which has a target directory, and so a lock of cargo, of its own.
interpreter_steps() {
  check "build of the Python interpreter" build_python
  tests "tests of the interpreter's tables" python_cargo test --locked --ignore-rust-version
}

# The checks and tests of the page, but those that need a browser.
page_steps() {
  check "lint and format of the page" npm --prefix web run --silent lint
  check "lint and format of the tests" npm --prefix tests run --silent lint
  check "build of the modules" build_wasm
  local built=(after "build of the modules" after "build of the Python interpreter")
  "${built[@]}" check "types of the page" npm --prefix web run --silent typecheck
  "${built[@]}" check "types of the tests" npm --prefix tests run --silent typecheck
  "${built[@]}" check "build of the page" build_page
  after "build of the page" page_tests "tests of the page's code" npm --prefix tests run --silent test:unit
}

rust_lane() {
  local crate
  rust_steps
  check "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps
  # Without `advisories`: they need a database beside the registry, and change without a commit here.
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
  if has_python; then
    check "recordings of CPython" python3 tests/parity/record_functools.py --check
    check "recordings of programs" python3 tests/parity/record_programs.py --check
  else
    skip "recordings of CPython" "no python3 of version 3.11 or newer"
  fi
  for crate in "${WASM_CRATES[@]}"; do
    tests "tests of the $crate in Chromium" wasm_tests chrome "$crate"
    if [[ -z $(missing_engine firefox) ]]; then
      tests "tests of the $crate in Firefox" wasm_tests firefox "$crate"
    else
      skip "tests of the $crate in Firefox" "$(missing_engine firefox)"
    fi
  done
  engine_steps
}

# The page in the three browser engines.
engine_steps() {
  local engine
  for engine in chromium firefox webkit; do
    if [[ -z $(missing_engine "$engine") ]]; then
      after "build of the page" page_tests "tests of the page in the engine $engine" engine_tests "$engine"
    else
      skip "tests of the page in the engine $engine" "$(missing_engine "$engine")"
    fi
  done
}

# The lanes of a quick run are these steps alone.
quick_rust_lane() { rust_steps; }
quick_interpreter_lane() { interpreter_steps; }
quick_page_lane() { page_steps; }

interpreter_lane() {
  interpreter_steps
  after "build of the Python interpreter" check "clippy of the interpreter's engine" lint_python
}

page_lane() {
  page_steps
  after "build of the page" page_tests "tests of the page" npm --prefix tests run --silent test:browser
}

# Inputs of all kinds that are wrong or hostile: to the parsers, and to the page.
hostile_lane() {
  local target
  for target in "${FUZZ_TARGETS[@]}"; do
    if has_fuzz; then
      check "fuzzing of $target" fuzz_briefly "$target" "$FUZZ_SECONDS"
    else
      skip "fuzzing of $target" "no Linux with a C++ compiler; its seeds and damaged copies are among the tests of the crates"
    fi
  done
  after "build of the page" page_tests "hostile inputs to the page" npm --prefix tests run --silent test:hostile
}

# run_tests [quick]: all checks and tests, or those that need no browser.
run_tests() {
  export CARGO_TERM_COLOR=never
  case ${1:-all} in
  all)
    setup_test
    run_lanes rust interpreter page hostile
    ;;
  quick)
    setup_quick_test
    run_lanes quick_rust quick_interpreter quick_page
    ;;
  *) die "there is no test run \"$1\": it is \"test\" or \"test quick\"" ;;
  esac
  report_steps
}
