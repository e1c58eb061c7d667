# shellcheck shell=bash
# Steps of a test run in lanes: lanes run side by side, the steps of a lane one after another. A step
# runs even if an earlier one failed; its output goes to a log, and its tests are counted.
# Needs REPO and LOGS of www-build.sh.

# A line for each step that has ended: its outcome (passed, failed, skipped), its passed, failed and
# skipped tests, and its name, with the reason for a skip after it. Lines that short are appended whole.
readonly RESULTS=$LOGS/results.tsv
readonly ENDED_LANES=$LOGS/ended-lanes # a line for each
readonly LONGEST_OUTPUT=200            # lines of a failed step that are printed

lane_pids=()

# run_lanes NAME...: runs the function NAME_lane for each name, side by side. Ctrl-C or `kill` ends all.
run_lanes() {
  local index names=("$@")
  rm -rf "$LOGS"
  mkdir -p "$LOGS"
  touch "$RESULTS" "$ENDED_LANES"
  trap 'stop_lanes; exit 130' INT
  trap 'stop_lanes; exit 143' TERM
  # With job control each lane is a process group, which can be ended as a whole.
  set -m
  for index in "${!names[@]}"; do
    run_lane "${names[index]}" $# </dev/null &
    lane_pids+=($!)
  done
  set +m
  for index in "${!names[@]}"; do
    # Each step catches its own failure.
    wait "${lane_pids[index]}" || record failed 0 0 0 "script of the lane ${names[index]}"
  done
  trap - INT TERM
}

# run_lane NAME LANES: one of that number of lanes, in a process of its own.
run_lane() {
  set +m
  lane=$1 lanes=$2 lane_steps=0
  trap 'echo >>"$ENDED_LANES"' EXIT
  # A program that handles the signal itself does not end the lane.
  trap 'exit 130' INT
  trap - TERM
  "$1_lane"
}

# Interrupts the programs of all lanes as Ctrl-C in a terminal does, and kills what is left after 5 s.
stop_lanes() {
  local pid tries
  trap '' INT TERM
  for pid in ${lane_pids[@]+"${lane_pids[@]}"}; do kill -INT -- "-$pid" 2>/dev/null || true; done
  for pid in ${lane_pids[@]+"${lane_pids[@]}"}; do
    for ((tries = 0; tries < 50; tries++)); do
      kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL -- "-$pid" 2>/dev/null || true
  done
}

# check NAME COMMAND...: a step that passes or fails as a whole, without tests to count.
check() { run_step count_nothing "$@"; }
# tests NAME COMMAND...: a step that prints the `test result:` lines of Rust's test runners.
tests() { run_step count_rust "$@"; }
# page_tests NAME COMMAND...: a step that runs Playwright, which writes its report beside the log.
page_tests() { run_step count_playwright "$@"; }

# after NAME STEP...: runs the step when the step called NAME, of any lane, has ended; counts it as
# failed if that one failed or is in no lane.
after() {
  local needed=$1
  shift
  case $(outcome_of "$needed") in
  passed | skipped) "$@" ;;
  *)
    while [[ $1 == after ]]; do shift 2; done
    record failed 0 0 0 "$2"
    printf 'FAILED: %s (not run: "%s" has not passed)\n' "$2" "$needed"
    ;;
  esac
}

# outcome_of NAME: the outcome of the step, once it has ended; empty if no other lane is left to run it.
outcome_of() {
  local ended outcome
  while true; do
    ended=$(($(wc -l <"$ENDED_LANES")))
    outcome=$(awk -F '\t' -v name="$1" '$5 == name { print $1; exit }' "$RESULTS")
    if [[ -n $outcome ]] || ((ended >= lanes - 1)); then break; fi
    sleep 0.2
  done
  printf '%s' "$outcome"
}

# skip NAME REASON: a step that this machine cannot run.
skip() {
  record skipped 0 0 0 "$1" "$2"
  printf 'skipped: %s (%s)\n' "$1" "$2"
}

# record OUTCOME PASSED FAILED SKIPPED NAME [REASON]: appends a line to RESULTS.
record() { printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$5" "${6-}" >>"$RESULTS"; }

# run_step COUNT NAME COMMAND...: runs the command with its output in a log. COUNT is given the log, and
# prints the counts of tests as "passed failed skipped".
run_step() {
  local count=$1 name=$2 log status counts outcome=passed since=$SECONDS
  shift 2
  lane_steps=$((lane_steps + 1))
  log=$LOGS/$lane-$(printf '%02d' "$lane_steps")-${name//[^A-Za-z0-9]/-}.log
  # Not `if "$@"` nor `"$@" ||`: in either, a function would continue after a failed command.
  set +e
  (
    set -e
    PLAYWRIGHT_JSON_OUTPUT_FILE=${log%.log}.json
    export PLAYWRIGHT_JSON_OUTPUT_FILE
    "$@"
  ) >"$log" 2>&1
  status=$?
  set -e
  read -r -a counts <<<"$("$count" "$log")"
  # A runner that stops before its counts, or finds no test, is one failure.
  if ((counts[1] == 0)) && [[ $count != count_nothing ]] &&
    ((status != 0 || counts[0] + counts[2] == 0)); then
    counts[1]=1
  fi
  if ((status != 0 || counts[1] != 0)); then outcome=failed; fi
  record "$outcome" "${counts[@]}" "$name"
  if [[ $outcome == failed ]]; then
    print_failure "$name" $((SECONDS - since)) "$log"
  else
    printf 'ok: %s (%s s)\n' "$name" $((SECONDS - since))
  fi
}

# print_failure NAME SECONDS LOG: the step with its output, in one block among the lines of other lanes.
print_failure() {
  local block
  block=$(
    printf 'FAILED: %s (%s s); its output, also in %s:\n' "$1" "$2" "${3#"$REPO"/}"
    (($(wc -l <"$3") <= LONGEST_OUTPUT)) || printf '[the last %s lines]\n' "$LONGEST_OUTPUT"
    tail -n "$LONGEST_OUTPUT" "$3" | sed 's/^/  | /'
  )
  until mkdir "$LOGS/printing" 2>/dev/null; do sleep 0.1; done
  printf '%s\n' "$block"
  rmdir "$LOGS/printing"
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
    console.log([stats.expected + stats.flaky, stats.unexpected, stats.skipped].join(" "));
  ' "${1%.log}.json" 2>/dev/null || echo 0 0 0
}

# Prints the slowest tests, the skipped and failed steps, and last the counts of tests; fails if a step
# failed.
report_steps() {
  node "$REPO/tests/lib/slowest.mjs" 10 "$LOGS" || true
  awk -F '\t' -v logs="${LOGS#"$REPO"/}" '
    { steps[$1]++; passed += $2; failed += $3; skipped += $4 }
    $1 == "skipped" { skips = skips "skipped: " $5 " (" $6 ")\n" }
    $1 == "failed" { failures = failures "failed: " $5 "\n" }
    END {
      printf "\n%d steps, %d failed, %d skipped; logs in %s/\n", NR, steps["failed"], steps["skipped"], logs
      printf "%s%s%d passed, %d failed", skips, failures, passed, failed
      if (skipped) printf ", %d skipped", skipped
      print ""
      exit steps["failed"] > 0
    }
  ' "$RESULTS"
}
