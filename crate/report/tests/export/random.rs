//! Exports of random captures, compared with their reports.

use highwater_capture::{Location, Mark, Record, RecordOf};
use highwater_report::Report;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::captures::report_of;
use crate::vocabulary::CALLS;
use crate::{Sums, collapsed, csv, dhat, firefox_profiler, pprof, query, speedscope};

/// One step of a program.
#[derive(Debug, Clone, Copy)]
enum Step {
    Alloc(usize, u64),
    Free(usize),
    Call,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (any::<usize>(), 0..5000u64).prop_map(|(node, size)| Step::Alloc(node, size)),
        3 => any::<usize>().prop_map(Step::Free),
        1 => Just(Step::Call),
    ]
}

/// The report of a program with these functions and contexts, which takes these steps and then
/// frees half of its blocks.
fn report(functions: &[String], contexts: &[(usize, usize)], steps: &[Step]) -> Report {
    let frame = |(line, function): (u32, &'static str)| RecordOf::Frame {
        line,
        function,
        file: ["", "a.py", "b, c.py"][line as usize % 3],
    };
    let functions = functions.iter().map(|name| &*name.clone().leak());
    let mut records: Vec<Record<'_>> = (0..).zip(functions).map(frame).collect();
    let frames = records.len();
    for (number, &(parent, place)) in contexts.iter().enumerate() {
        records.push(RecordOf::Node {
            parent: u32::try_from(parent % (number + 1)).unwrap(),
            location: Location::Frame(u32::try_from(place % frames).unwrap()),
        });
    }
    let mut blocks = Vec::new();
    for (number, &step) in (1..).zip(steps) {
        match step {
            Step::Alloc(node, size) => {
                let (node, address) = (node % (contexts.len() + 1), number * 0x2000);
                let node = u32::try_from(node).unwrap();
                blocks.push((address, size));
                records.push(RecordOf::Alloc {
                    node,
                    address,
                    size,
                });
            }
            Step::Free(block) if !blocks.is_empty() => {
                let (address, size) = blocks.swap_remove(block % blocks.len());
                records.push(RecordOf::Free {
                    node: 0,
                    address,
                    size,
                });
            }
            Step::Free(_) => (),
            Step::Call => records.push(RecordOf::Count {
                counter: CALLS,
                delta: 1,
            }),
        }
    }
    records.push(RecordOf::Mark(Mark::End));
    for &(address, size) in &blocks[..blocks.len() / 2] {
        records.push(RecordOf::Free {
            node: 0,
            address,
            size,
        });
    }
    records.push(RecordOf::Mark(Mark::Released));
    report_of(&records)
}

/// The sums of the locations in a report.
fn sums_of(report: &Report, asked: &Value) -> Sums {
    let answer = report.answer(&query(asked.clone())).unwrap();
    let answer = serde_json::to_value(answer).unwrap();
    let [bytes, count] = ["bytes", "count"].map(|key| answer[key].as_u64().unwrap());
    Sums { bytes, count }
}

proptest! {
    #[test]
    fn the_sums_of_each_export_are_those_of_the_report(
        functions in vec("[a-z;, \"\n]{1,4}", 1..6),
        contexts in vec((any::<usize>(), any::<usize>()), 0..20),
        steps in vec(step(), 1..80),
        at in 0..20u64,
    ) {
        let report = report(&functions, &contexts, &steps);
        for asked in [
            json!({"kind": "high-water-mark"}),
            json!({"kind": "leaks"}),
            json!({"kind": "leaks", "at": "released"}),
            json!({"kind": "temporary"}),
            json!({"kind": "temporary", "threshold": 15}),
            json!({"kind": "at", "at": at}),
            json!({"kind": "tree"}),
            json!({"kind": "tree", "threshold": 2}),
            json!({"kind": "table", "at": "end"}),
        ] {
            // Before the first memory record there are no instants.
            if report.answer(&query(asked.clone())).is_err() {
                continue;
            }
            let expected = sums_of(&report, &asked);
            prop_assert_eq!(collapsed::bytes(&report, asked.clone()), expected.bytes);
            for sums in [csv::sums, speedscope::sums, dhat::sums, firefox_profiler::sums, pprof::sums] {
                prop_assert_eq!(&sums(&report, asked.clone()), &expected, "{}", asked);
            }
        }
    }
}
