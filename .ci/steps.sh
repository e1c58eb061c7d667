# shellcheck shell=bash
# Steps of a test run: each runs even if an earlier one failed, its output is also written to a log,
# and its tests are counted. Needs LOGS and say of www-build.sh.

steps=0
steps_failed=()
steps_skipped=()
tests_passed=0
tests_failed=0
tests_skipped=0

# check NAME COMMAND...: a step that passes or fails as a whole, without tests to count.
check() { run_step count_nothing "$@"; }
# tests NAME COMMAND...: a step that prints the `test result:` lines of Rust's test runners.
tests() { run_step count_rust "$@"; }
# page_tests NAME COMMAND...: a step that writes Playwright's report to LOGS.
page_tests() {
  rm -f "$LOGS/playwright.json"
  run_step count_playwright "$@"
}

# after NAME STEP...: runs the step, or counts it as failed if the step called NAME failed.
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

# skip NAME REASON: a step that this machine cannot run.
skip() {
  say "$1: skipped, $2"
  steps=$((steps + 1))
  steps_skipped+=("$1 ($2)")
}

# run_step COUNT NAME COMMAND...: runs the command, with its output also in a log. COUNT is given the
# log, and prints the counts of tests as "passed failed skipped".
run_step() {
  local count=$1 name=$2 log status counts since=$SECONDS
  shift 2
  steps=$((steps + 1))
  log=$LOGS/$(printf '%02d-%s.log' "$steps" "${name//[^A-Za-z0-9]/-}")
  say "$name"
  # Not `if "$@"` nor `"$@" ||`: in either, a function would continue after a failed command.
  set +e
  (
    set -e
    "$@"
  ) 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  set -e
  read -r -a counts <<<"$("$count" "$log")"
  # A runner that stops before its counts, or finds no test, is one failure.
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

# Prints the skipped and failed steps, and last the counts of tests; fails if a step failed.
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
