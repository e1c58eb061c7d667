//! All shapes of programs, executed by `python3` if installed: their output and caches are compared
//! with the runs.

use std::io::Write as _;
use std::process::{Command, Stdio};

use highwater_exercise::{DecisionKind, Ranges};
use serde_json::{Value, json};

use crate::observed::{Observed, run};
use crate::shapes::{every_shape, program};

/// A driver that runs each of its texts and returns the output and observations of each.
const DRIVER: &str = "
import contextlib, gc, io, json, sys
answers = []
for text in json.load(sys.stdin):
    infos, printed = [], io.StringIO()
    def observe(cached):
        hits, misses, maxsize, currsize = cached.cache_info()
        infos.append([hits, misses, currsize, maxsize])
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, 'lru_cache.py', 'exec'), {'__name__': '__main__', 'observe': observe})
    except ModuleNotFoundError as error:
        answers.append({'absent': str(error)})
    else:
        answers.append({'printed': printed.getvalue(), 'infos': infos})
    gc.enable()
json.dump(answers, sys.stdout)
";

/// Python's results for the texts; `None` without `python3` of version 3.9 or newer.
fn answers_of(texts: &[String]) -> Option<Vec<Value>> {
    let has = Command::new("python3")
        .args(["-c", "import functools; functools.cache"])
        .stderr(Stdio::null())
        .status();
    if !has.is_ok_and(|status| status.success()) {
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-c", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.take().unwrap();
    serde_json::to_writer(&input, texts).unwrap();
    (&input).flush().unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

/// The text with the counts printed in the order of the digits, and the cache observed after each
/// instance's calls and at the end of each range.
fn observed_text(policy: &str, ranges: &Ranges) -> String {
    let text = program(policy, ranges).text.replace(
        "print(counts.most_common())",
        "print([counts[d] for d in range(10)])",
    );
    if policy.starts_with("none") {
        return text;
    }
    let yields = "            yield A.factorial_plus(n) % 10\n";
    let observes = "observe(A.factorial_plus)\n";
    text.replace(yields, &format!("{yields}        {observes}"))
        .replace(
            "\n\n\ndef compare",
            &format!("\n    {observes}\n\ndef compare"),
        )
}

/// The phases of a run in Python's form: hits and misses of all calls so far, entries.
fn infos_of(observed: &Observed, maxsize: Option<usize>) -> Vec<Value> {
    observed
        .phases
        .iter()
        .map(|phase| json!([phase.hits, phase.misses, phase.currsize, maxsize]))
        .collect()
}

/// The phases according to Python's observations, whose counts restart with each cache and clear.
fn totals(policy: &str, ranges: &Ranges, infos: &[Value]) -> Vec<Value> {
    let number = |info: &Value, index: usize| info[index].as_u64().unwrap();
    let every: Option<usize> = policy
        .split('/')
        .find_map(|part| part.strip_prefix("clear:"))
        .map(|number| number.parse().unwrap());
    let owned = policy.starts_with("instance");
    let (mut hits, mut misses) = (0, 0);
    let mut infos = infos.iter();
    let mut phases = Vec::new();
    for &range in ranges.as_slice() {
        for instance in 1..=range as usize {
            let info = infos.next().unwrap();
            let ends = owned || every.is_some_and(|every| instance % every == 0);
            if ends {
                hits += number(info, 0);
                misses += number(info, 1);
            }
        }
        let last = infos.next().unwrap();
        let begun = if owned {
            (0, 0)
        } else {
            (number(last, 0), number(last, 1))
        };
        phases.push(json!([hits + begun.0, misses + begun.1, last[2], last[3]]));
    }
    assert_eq!(infos.next(), None);
    phases
}

#[test]
fn all_shapes_print_the_run_s_digits_and_their_caches_have_its_counts() {
    let ranges: Ranges = "7,12".parse().unwrap();
    let shapes = every_shape();
    let texts: Vec<String> = shapes
        .iter()
        .map(|policy| observed_text(policy, &ranges))
        .collect();
    let Some(answers) = answers_of(&texts) else {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    };
    assert_eq!(answers.len(), shapes.len());
    for (policy, answer) in shapes.iter().zip(answers) {
        if let Some(absent) = answer["absent"].as_str() {
            assert!(absent.contains("cachetools"), "{policy}: {absent}");
            eprintln!("skipped: {policy}: {absent}");
            continue;
        }
        let observed = run(policy, &ranges);
        let expected: Vec<String> = observed
            .phases
            .iter()
            .map(|phase| format!("{:?}", phase.last_digits))
            .collect();
        let printed = answer["printed"].as_str().unwrap();
        assert_eq!(printed.lines().collect::<Vec<_>>(), expected, "{policy}");
        let infos = answer["infos"].as_array().unwrap();
        if policy.starts_with("none") {
            assert!(infos.is_empty());
            continue;
        }
        if ["/w-tinylfu:", "/lirs:"]
            .iter()
            .any(|name| policy.contains(name))
        {
            // Their programs remember keys, not hashes of keys.
            continue;
        }
        let maxsize = policy
            .parse::<highwater_cache::Policy>()
            .unwrap()
            .bound
            .maxsize();
        assert_eq!(
            totals(policy, &ranges, infos),
            infos_of(&observed, maxsize),
            "{policy}"
        );
    }
}

#[test]
fn a_program_has_the_place_of_each_decision() {
    let ranges = Ranges::default();
    for policy in every_shape() {
        let program = program(&policy, &ranges);
        let lines: Vec<&str> = program.text.lines().collect();
        let said: Vec<(&str, &str, &str)> = program
            .decisions
            .iter()
            .map(|decision| {
                let span = decision.span;
                let line = lines[span.line as usize - 1];
                let (start, end) = (span.start as usize, span.end as usize);
                (decision.kind.name(), &line[..start], &line[start..end])
            })
            .collect();
        let of = |kind: DecisionKind| said.iter().filter(move |(name, ..)| *name == kind.name());
        let one = |kind| {
            of(kind)
                .map(|(_, before, text)| (*before, *text))
                .collect::<Vec<_>>()
        };
        let parsed: highwater_cache::Policy = policy.parse().unwrap();
        let maxsize = parsed.bound.maxsize().map(|maxsize| maxsize.to_string());
        let python = parsed.bound.description().python;
        let (made, name, owners) = match policy.split('/').next().unwrap() {
            "class" => (format!("    @{}", python.before), python.name, 1),
            "instance" => {
                let made = format!("        self.factorial_plus = {}", python.before);
                (made, python.name, 1)
            }
            _ => (String::from("    "), "", 0),
        };
        assert_eq!(
            one(DecisionKind::Decorator),
            [(made.as_str(), name)],
            "{policy}"
        );
        let defined = program.definition.map(|(first, last)| {
            let definition = &lines[first as usize - 1..last as usize];
            definition.join("\n") + "\n"
        });
        let definition = python.definition.concat();
        assert_eq!(defined.unwrap_or_default(), definition, "{policy}");
        assert_eq!(of(DecisionKind::Owner).count(), owners, "{policy}");
        let stated: Vec<&str> = of(DecisionKind::Maxsize).map(|(.., text)| *text).collect();
        assert_eq!(stated, Vec::from_iter(maxsize.as_deref()), "{policy}");
        let clear = parsed.clear.map(|every| every.to_string());
        let place = match &clear {
            Some(every) => vec![("        if (inc + 1) % ", every.as_str())],
            None if owners == 0 => vec![],
            None => vec![("            yield A.factorial_plus(n) % 10", "")],
        };
        assert_eq!(one(DecisionKind::Clear), place, "{policy}");
        let dead = ("        A = Algorithms(inc)", "");
        assert_eq!(one(DecisionKind::Reclaim), [dead], "{policy}");
    }
}
