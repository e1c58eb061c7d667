# shellcheck shell=bash
# The steps of a test run: each is run whatever became of those before it, its output also kept
# in a log, its tests counted. Sourced by www-build.sh, which sets LOGS and has `say`.

steps=0
steps_failed=()
steps_skipped=()
tests_passed=0
tests_failed=0
tests_skipped=0

# check NAME COMMAND...: a step that holds or does not; it counts no tests.
check() { run_step count_nothing "$@"; }
# tests NAME COMMAND...: a step whose output has the `test result:` lines of Rust's test runners.
tests() { run_step count_rust "$@"; }
# page_tests NAME COMMAND...: a step that leaves Playwright's report.
page_tests() {
  rm -f "$LOGS/playwright.json"
  run_step count_playwright "$@"
}

# after NAME STEP...: the step, unless the one called NAME failed: then this one has failed too.
after() {
  local needed=$1 failed
  shift
  for failed in ${steps_failed[@]+"${steps_failed[@]}"}; do
    if [[ $failed == "$needed" ]]; then
      say "$2: not run, because \"$needed\" failed"
      steps=$((steps + 1))
      steps_failed+=("$2")
      return
    fi
  done
  "$@"
}

# skip NAME REASON: says what this machine cannot run.
skip() {
  say "$1: skipped, $2"
  steps=$((steps + 1))
  steps_skipped+=("$1 ($2)")
}

# run_step COUNT NAME COMMAND...: runs the command with its output also in a log, whatever
# comes of it, and has COUNT print how many tests "passed failed skipped" by that log.
run_step() {
  local count=$1 name=$2 log status counts since=$SECONDS
  shift 2
  steps=$((steps + 1))
  log=$LOGS/$(printf '%02d-%s.log' "$steps" "${name//[^A-Za-z0-9]/-}")
  say "$name"
  # Not `if "$@"` nor `"$@" ||`: either would let a function go on past a command that failed.
  set +e
  (
    set -e
    "$@"
  ) 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  read -r -a counts <<<"$("$count" "$log")"
  # A runner that stops before it has counted is one failure, and so is one that finds no test.
  if ((counts[1] == 0)) && [[ $count != count_nothing ]] &&
    ((status != 0 || counts[0] + counts[2] == 0)); then
    counts[1]=1
  fi
  tests_passed=$((tests_passed + counts[0]))
  tests_failed=$((tests_failed + counts[1]))
  tests_skipped=$((tests_skipped + counts[2]))
  if ((status != 0 || counts[1] != 0)); then
    steps_failed+=("$name")
    printf 'FAILED: %s (%s s)\n' "$name" $((SECONDS - since))
  else
    printf 'ok: %s (%s s)\n' "$name" $((SECONDS - since))
  fi
}

count_nothing() { echo 0 0 0; }
count_rust() {
  awk '/test result: / {
    for (i = 2; i <= NF; i++) {
      if ($i == "passed;") passed += $(i - 1)
      if ($i == "failed;") failed += $(i - 1)
      if ($i == "ignored;") ignored += $(i - 1)
    }
  } END { print passed + 0, failed + 0, ignored + 0 }' "$1"
}
count_playwright() {
  node -e '
    const { stats } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    console.log(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  ' "$LOGS/playwright.json" 2>/dev/null || echo 0 0 0
}

# Says what became of every step and ends with the line that counts the tests; fails if any did.
report_steps() {
  local name
  printf '\n%s steps, %s failed, %s skipped; logs in target/test-logs/\n' \
    "$steps" "${#steps_failed[@]}" "${#steps_skipped[@]}"
  for name in ${steps_skipped[@]+"${steps_skipped[@]}"}; do printf 'skipped: %s\n' "$name"; done
  for name in ${steps_failed[@]+"${steps_failed[@]}"}; do printf 'failed: %s\n' "$name"; done
  printf '%s passed, %s failed' "$tests_passed" "$tests_failed"
  ((tests_skipped == 0)) || printf ', %s skipped' "$tests_skipped"
  printf '\n'
  ((${#steps_failed[@]} == 0))
}
