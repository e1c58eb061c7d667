//! The Python programs, executed by `python3` if installed, compared with the runs.

use crate::observed::{run, try_run};
use crate::python::{python, python_version};
use crate::shapes::program;
use highwater_exercise::{Frame, PythonProgram, Ranges};

pub const POLICIES: [&str; 16] = [
    "class/unbounded",
    "class/unbounded/gc",
    "class/unbounded/nogc",
    "class/lru:0",
    "class/lru:1",
    "class/lru:128",
    "class/unbounded/clear:1",
    "class/lru:7/clear:10",
    "instance/unbounded",
    "instance/unbounded/gc",
    "instance/unbounded/nogc",
    "instance/lru:3/clear:2",
    "instance/lru:0/clear:2/nogc",
    "class/sieve:5",
    "instance/2q:3/clear:2",
    "none/unbounded",
];

#[test]
fn all_programs_print_the_last_digits_of_the_run() {
    if python_version().is_none() {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    }
    let ranges: Ranges = "30,7".parse().unwrap();
    for policy in POLICIES {
        let observed = run(policy, &ranges);
        // The program with the counts printed in the order of the digits.
        let text = program(policy, &ranges).text.replace(
            "print(counts.most_common())",
            "print([counts[d] for d in range(10)])",
        );
        let expected: Vec<String> = observed
            .phases
            .iter()
            .map(|phase| format!("{:?}", phase.last_digits))
            .collect();
        assert_eq!(
            python(&text).lines().collect::<Vec<_>>(),
            expected,
            "{policy}"
        );
    }
}

#[test]
fn all_caches_end_with_the_counts_of_the_run() {
    if python_version().is_none() {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    }
    let ranges: Ranges = "20".parse().unwrap();
    for policy in POLICIES
        .into_iter()
        .filter(|policy| policy.starts_with("class") && !policy.contains("clear"))
        // Its counts are a plain tuple.
        .filter(|policy| !policy.contains("sieve"))
    {
        let observed = run(policy, &ranges);
        let text =
            program(policy, &ranges).text + "    print(Algorithms.factorial_plus.cache_info())\n";
        let printed = python(&text);
        let phase = &observed.phases[0];
        let info = format!(
            "CacheInfo(hits={}, misses={}, maxsize=",
            phase.hits, phase.misses
        );
        let end = format!(", currsize={})", phase.currsize);
        let last = printed.lines().last().unwrap();
        assert!(
            last.starts_with(&info) && last.ends_with(&end),
            "{policy}: {last}"
        );
    }
}

#[test]
fn python_s_recursion_limit_is_met_at_the_same_call() {
    // Other versions count different frames.
    if python_version() != Some((3, 11)) {
        eprintln!("skipped: no python3 of version 3.11");
        return;
    }
    for policy in [
        "none/unbounded",
        "class/lru:0",
        "instance/lru:0",
        "instance/lru:0/gc",
        "class/sieve:0",
        "instance/arc:0",
        "instance/gdsf:0/gc",
    ] {
        let ranges: Ranges = "1000".parse().unwrap();
        let (_, ended) = try_run(policy, &ranges);
        let text = program(policy, &ranges)
            .text
            .replace("            yield", "            globals()['asked'] = n\n            yield")
            .replace(
                "    compare_counts_different_factorials()\n",
                "    try:\n        compare_counts_different_factorials()\n    except RecursionError:\n        print(asked)\n",
            );
        assert_eq!(
            python(&text).trim(),
            ended.unwrap_err().n.to_string(),
            "{policy}"
        );
    }
}

#[test]
fn all_frames_are_on_their_lines() {
    let ranges = Ranges::default();
    for policy in POLICIES {
        let program = program(policy, &ranges);
        let lines: Vec<&str> = program.text.lines().collect();
        let starts = [
            (Frame::Module, "compare_counts"),
            (Frame::Compare, "counts = Counter("),
            (Frame::GenerateInstance, "A = Algorithms(inc)"),
            (Frame::GenerateDigit, "yield A.factorial_plus(n)"),
            (Frame::Init, "self."),
            (
                Frame::FactorialPlus,
                "return n * self.factorial_plus(n - 1)",
            ),
        ];
        for (frame, start) in starts {
            let line = lines[program.frame(frame).line as usize - 1].trim_start();
            assert!(
                line.starts_with(start),
                "{policy}: {frame:?} is at {line:?}"
            );
        }
        let clear = program.frame(Frame::GenerateClear).line;
        assert_eq!(clear > 0, policy.contains("clear"), "{policy}");
        if clear > 0 {
            assert!(
                lines[clear as usize - 1].ends_with(".cache_clear()"),
                "{policy}"
            );
        }
    }
}

#[test]
fn a_headline_names_each_decision() {
    let headline = |policy: &str| PythonProgram::headline(&policy.parse().unwrap());
    assert_eq!(headline("class/unbounded"), "@functools.cache");
    assert_eq!(
        headline("class/lru:128"),
        "@functools.lru_cache(maxsize=128)"
    );
    assert_eq!(
        headline("class/unbounded/clear:10"),
        "@functools.cache · cache_clear() every 10 instances"
    );
    assert_eq!(
        headline("instance/unbounded/gc"),
        "self.factorial_plus = functools.cache(…)"
    );
    assert!(headline("instance/lru:5").ends_with("weakref to self"));
    assert!(headline("class/unbounded/nogc").ends_with("gc.disable()"));
}
