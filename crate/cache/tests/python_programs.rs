//! The Python program of each policy, run by `python3`: its misses are those of the cache.

mod python3;
mod traces;

use std::fmt::Write;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, BoundDescription, Cache};
use python3::printed;
use traces::keys;

const SIZES: [u32; 6] = [0, 1, 2, 3, 20, 64];

fn trace() -> Vec<u64> {
    let mut trace = keys("zipf:300,3000,5");
    // A scan in the middle, which clears the program's cache first.
    trace.splice(1500..1500, 1000..1200);
    trace
}

/// The output of a program: the misses and entries before a clear, and at the end.
fn program(kind: &BoundDescription, trace: &[u64]) -> String {
    let imports = kind.python.imports.join("\n");
    let (before, name) = (kind.python.before, kind.python.name);
    let definition = kind.python.definition.concat();
    let argument = kind.python.argument.expect("an argument");
    format!(
        "{imports}\n\n{definition}\ntrace = {trace:?}\nfor size in {SIZES:?}:\n    \
         call = {before}{name}({argument}=size)(lambda key: key)\n    \
         for key in trace[:1500]:\n        assert call(key) == key\n    \
         info = list(call.cache_info())\n    call.cache_clear()\n    \
         for key in trace[1500:]:\n        assert call(key) == key\n    \
         print(size, *info, *call.cache_info())\n"
    )
}

/// The same numbers, of the cache.
fn counts(kind: &BoundDescription, trace: &[u64]) -> String {
    let mut lines = String::new();
    for size in SIZES {
        let bound: Bound = format!("{}:{size}", kind.name).parse().expect("a bound");
        let mut cache = Cache::new(bound, FixedState::default());
        lines += &size.to_string();
        for part in [&trace[..1500], &trace[1500..]] {
            for &key in part {
                if cache.get(&key).is_none() {
                    cache.insert(key, ());
                }
            }
            let info = cache.cache_info();
            let numbers = [info.hits, info.misses, size.into(), info.currsize as u64];
            for number in numbers {
                write!(lines, " {number}").expect("a string takes all");
            }
            cache.cache_clear();
        }
        lines.push('\n');
    }
    lines
}

#[test]
fn each_program_has_the_counts_of_its_policy() {
    let trace = trace();
    for kind in Bound::ALL.iter().filter(|kind| kind.parameter.is_some()) {
        let Some(printed) = printed(&program(kind, &trace)) else {
            continue;
        };
        let counted = counts(kind, &trace);
        if ["w-tinylfu", "lirs"].contains(&kind.name) {
            // By hashes, a sketch is wrong about other keys, and another ghost is the oldest of its
            // set, so the program misses a few more or less.
            let misses = |text: &str| -> Vec<f64> {
                let columns = text
                    .lines()
                    .map(|line| line.split(' ').nth(2).expect("misses"));
                columns
                    .map(|misses| misses.parse().expect("a number"))
                    .collect()
            };
            for (one, other) in misses(&printed).into_iter().zip(misses(&counted)) {
                assert!((one / other - 1.0).abs() < 0.2, "{printed}{counted}");
            }
        } else {
            assert_eq!(printed, counted, "{}", kind.name);
        }
    }
}
