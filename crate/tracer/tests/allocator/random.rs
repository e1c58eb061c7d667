//! Random programs.

use std::collections::HashMap;

use highwater_capture::{Location, RecordOf, TotalsRecord};
use highwater_tracer::Growth;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::program::{COUNTERS, Ran, Step, records, run, step};

/// Few cases under Miri, which is slow: they are enough to find undefined behaviour.
pub fn config() -> ProptestConfig {
    let (cases, failure_persistence) = if cfg!(miri) {
        (3, None)
    } else {
        (128, ProptestConfig::default().failure_persistence)
    };
    ProptestConfig {
        cases,
        failure_persistence,
        ..ProptestConfig::default()
    }
}

fn growth() -> impl Strategy<Value = Growth> {
    prop_oneof![Just(Growth::Adaptive), (1..40usize).prop_map(Growth::Pages)]
}

/// The sums of a capture's records.
#[derive(Default)]
struct Sums {
    totals: TotalsRecord,
    counters: [i64; COUNTERS],
    contexts: Vec<Vec<u32>>,
}

/// Sums up a capture, and checks that each free is of a live block.
fn sums(capture: &[u8]) -> Sums {
    let mut sums = Sums::default();
    let mut paths: Vec<Vec<u32>> = vec![Vec::new()];
    let mut alive = HashMap::new();
    for record in records(capture) {
        let totals = &mut sums.totals;
        let (freed, allocated) = match record {
            RecordOf::Alloc {
                node,
                address,
                size,
            } => (None, Some((node, address, size))),
            RecordOf::Free { address, size, .. } => (Some((address, size)), None),
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => (Some((old_address, old_size)), Some((node, address, size))),
            _ => (None, None),
        };
        if let Some((address, size)) = freed {
            assert_eq!(alive.remove(&address), Some(size));
            totals.deallocations += 1;
            totals.live -= size;
        }
        if let Some((node, address, size)) = allocated {
            assert_eq!(alive.insert(address, size), None);
            totals.allocations += 1;
            totals.allocated_bytes += size;
            totals.live += size;
            totals.peak = totals.peak.max(totals.live);
            sums.contexts.push(paths[node as usize].clone());
        }
        match record {
            RecordOf::Grow { pages } => {
                assert!(pages > totals.pages, "memory does not grow");
                totals.pages = pages;
                totals.growths += 1;
            }
            RecordOf::Count { counter, delta } => {
                sums.counters[usize::from(counter.number())] += delta;
            }
            RecordOf::Node {
                parent,
                location: Location::Frame(frame),
            } => {
                let mut path = paths[parent as usize].clone();
                path.push(frame);
                assert!(!paths.contains(&path), "a node is defined twice");
                paths.push(path);
            }
            _ => (),
        }
    }
    sums
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_records_add_up_to_the_steps(steps in vec(step(), 0..if cfg!(miri) { 60 } else { 300 }), growth in growth()) {
        let Ran { totals, capture, counters, contexts, .. } = run(&steps, true, growth);
        let sums = sums(&capture);
        prop_assert_eq!(sums.totals, totals);
        prop_assert_eq!(sums.counters, counters);
        prop_assert_eq!(sums.contexts, contexts);
    }

    #[test]
    fn tracing_does_not_change_the_program(steps in vec(step(), 0..if cfg!(miri) { 60 } else { 300 }), growth in growth()) {
        let traced = run(&steps, true, growth);
        let untraced = run(&steps, false, growth);
        prop_assert_eq!(&traced.addresses, &untraced.addresses);
        prop_assert_eq!(traced.totals, untraced.totals);
        // Growths, counters and totals are written as well, but no memory records.
        let of_untraced = sums(&untraced.capture);
        prop_assert_eq!(of_untraced.counters, traced.counters);
        prop_assert_eq!(of_untraced.totals.growths, traced.totals.growths);
        prop_assert_eq!(of_untraced.totals.allocations, 0);
        prop_assert_eq!(of_untraced.contexts.len(), 0);
    }

    #[test]
    fn flushes_leave_the_capture_unchanged(steps in vec(step(), 0..if cfg!(miri) { 60 } else { 300 }), growth in growth()) {
        let unflushed: Vec<Step> = steps
            .iter()
            .filter(|step| !matches!(step, Step::Flush))
            .cloned()
            .collect();
        let flushed: Vec<Step> = unflushed
            .iter()
            .flat_map(|step| [step.clone(), Step::Flush])
            .collect();
        prop_assert_eq!(run(&flushed, true, growth).capture, run(&unflushed, true, growth).capture);
    }
}
