//! The same references in `CPython`, which frees each instance at the same call.

use std::collections::BTreeMap;

use highwater_exercise::{FreedBy, PythonProgram, Ranges, references_after, watch};

use crate::python::{python, python_version};

/// Counts the calls, and prints for each instance its creation, its references between calls, and
/// its freeing. Its own references to instances last for the length of a call.
const OBSERVER: &str = "
import sys, weakref

calls = 0
instances = []

def counted(cached):
    def call(*arguments):
        global calls
        calls += 1
        return cached(*arguments)
    call.cache_clear = getattr(cached, 'cache_clear', None)
    return call

def born(instance):
    number = len(instances)
    instances.append(weakref.ref(instance, lambda _: print('freed', number, calls)))
    print('made', number, calls)

def observe():
    alone = object()
    in_passing = sys.getrefcount(alone)
    for number, reference in enumerate(instances):
        instance = reference()
        if instance is not None:
            print('held', number, calls, sys.getrefcount(instance) - in_passing)

if hasattr(Algorithms, 'factorial_plus'):
    Algorithms.factorial_plus = counted(Algorithms.factorial_plus)
else:
    initialise = Algorithms.__init__
    def __init__(self, inc):
        initialise(self, inc)
        self.factorial_plus = counted(self.factorial_plus)
    Algorithms.__init__ = __init__

";

/// Python's output for one instance.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    made: u64,
    /// The last reference count at each number of calls.
    held: BTreeMap<u64, u32>,
    /// `None` if the program referenced it to its end.
    freed: Option<u64>,
}

fn observed_program(policy: &str, ranges: &Ranges) -> String {
    let text = PythonProgram::new(&policy.parse().unwrap(), ranges).text;
    let replaced = [
        (
            "        A = Algorithms(inc)\n",
            "        A = Algorithms(inc)\n        born(A)\n        observe()\n",
        ),
        (
            "            yield A.factorial_plus(n) % 10\n",
            "            digit = A.factorial_plus(n) % 10\n            observe()\n            yield digit\n",
        ),
        (
            ".factorial_plus.cache_clear()\n",
            ".factorial_plus.cache_clear()\n            observe()\n",
        ),
        ("print(counts.most_common())", "observe()"),
    ];
    let text = replaced
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    let main = "if __name__ ==";
    let program = text.replace(main, &format!("{OBSERVER}{main}"));
    // Instances freed at the interpreter's end were referenced to the end.
    program + "    sys.stdout.flush()\n    import os\n    os._exit(0)\n"
}

fn seen_by_python(policy: &str, ranges: &Ranges) -> Vec<Seen> {
    let mut all: Vec<Seen> = Vec::new();
    for line in python(&observed_program(policy, ranges)).lines() {
        let (what, numbers) = line.split_once(' ').unwrap();
        let numbers: Vec<u64> = numbers
            .split(' ')
            .map(|text| text.parse().unwrap())
            .collect();
        let number = usize::try_from(numbers[0]).unwrap();
        match what {
            "made" => all.push(Seen {
                made: numbers[1],
                ..Seen::default()
            }),
            "held" => {
                let count = u32::try_from(numbers[2]).unwrap();
                all[number].held.insert(numbers[1], count);
            }
            _ => all[number].freed = Some(numbers[1]),
        }
    }
    all
}

/// The same history in this run, at the calls observed in Python.
fn seen_here(policy: &str, ranges: &Ranges, number: usize, python: &Seen) -> Seen {
    let instance = u32::try_from(number).unwrap();
    let watched = watch(policy.parse().unwrap(), ranges, instance, |_| ()).unwrap();
    let freed = (watched.freed.by != FreedBy::ProgramEnd).then_some(watched.freed.calls);
    let held = |&calls: &u64| {
        let total = references_after(&watched.points, calls).unwrap().total;
        (calls, total)
    };
    Seen {
        made: watched.made,
        held: python.held.keys().map(held).collect(),
        freed,
    }
}

#[test]
fn cpython_has_the_same_references_and_frees_at_the_same_call() {
    if python_version().is_none() {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    }
    let ranges: Ranges = "9,6".parse().unwrap();
    for policy in [
        "class/unbounded",
        "class/lru:0",
        "class/lru:1",
        "class/lru:7",
        "class/lru:20",
        "class/unbounded/clear:4",
        "class/lru:12/clear:4",
        "instance/unbounded",
        "instance/lru:3/clear:2",
        "instance/unbounded/nogc",
        "none/unbounded",
    ] {
        let mut python = seen_by_python(policy, &ranges);
        assert_eq!(python.len(), 15, "{policy}");
        for (number, seen) in python.iter_mut().enumerate() {
            let mut here = seen_here(policy, &ranges, number, seen);
            if let Some(freed) = seen.freed {
                // Python's last observation is before the freeing; this one is after it.
                seen.held.remove(&freed);
                here.held.remove(&freed);
            }
            assert_eq!(here, *seen, "{policy}, instance {number}");
        }
    }
}
