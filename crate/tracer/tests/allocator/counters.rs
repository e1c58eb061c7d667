//! The program's counters, causes and phases in a capture.

use std::alloc::{GlobalAlloc, Layout};

use highwater_capture::{Counter, CounterRole, OwnedRecord, RecordOf};
use highwater_tracer::{Cause, Growth, Settings, Vocabulary, cause_named};

use crate::program::{
    CALLS, ENTRIES, HITS, INSTANCES, TestAllocator, TestVocabulary, allocator, records,
};

fn started(traced: bool) -> Box<TestAllocator> {
    let allocator = allocator(10);
    allocator.start(&Settings {
        growth: Growth::default(),
        limit_pages: None,
        traced,
    });
    allocator
}

/// The changes of counters among records, with `None` for each allocation between them.
fn changes(records: &[OwnedRecord]) -> Vec<Option<(Counter, i64)>> {
    let change = |record: &OwnedRecord| match record {
        RecordOf::Count { counter, delta } => Some(Some((*counter, *delta))),
        RecordOf::Alloc { .. } => Some(None),
        _ => None,
    };
    records.iter().filter_map(change).collect()
}

#[test]
fn a_capture_begins_with_the_program_s_vocabulary() {
    for traced in [true, false] {
        let mut allocator = started(traced);
        allocator.finish();
        let counter = |role, name: &str| RecordOf::CounterDefinition {
            role,
            name: name.to_string(),
        };
        let cause = |name: &str| RecordOf::CauseDefinition {
            name: name.to_string(),
        };
        let expected = [
            counter(CounterRole::Total, "hits"),
            counter(CounterRole::Ticks, "calls"),
            counter(CounterRole::Drawn, "entries"),
            counter(CounterRole::Exact, "instances"),
            cause("keys"),
            cause("values"),
        ];
        let records = records(&allocator.sink_mut().0);
        assert_eq!(records[..expected.len()], expected);
    }
    assert_eq!(cause_named(TestVocabulary::CAUSES, "values"), Cause::ALL[1]);
}

#[test]
fn a_counter_is_written_as_often_as_its_role_requires() {
    let mut allocator = started(true);
    allocator.count(HITS, 5);
    allocator.count(CALLS, 1);
    allocator.count(ENTRIES, 2);
    allocator.count(ENTRIES, 3);
    // SAFETY: the layout is not empty.
    unsafe { allocator.alloc(Layout::new::<u64>()) };
    allocator.count(CALLS, 1);
    // The ticks are written at each change of an exact counter.
    allocator.count(INSTANCES, 1);
    allocator.count(INSTANCES, -1);
    allocator.finish();
    let expected = [
        Some((CALLS, 1)),
        Some((ENTRIES, 5)),
        None,
        Some((CALLS, 1)),
        Some((INSTANCES, 1)),
        Some((INSTANCES, -1)),
        Some((HITS, 5)),
    ];
    assert_eq!(changes(&records(&allocator.sink_mut().0)), expected);
}

#[test]
fn a_phase_has_its_fields_and_follows_all_counters() {
    let mut allocator = started(false);
    allocator.count(HITS, 3);
    allocator.phase("first", &[("range", 500), ("size", u64::MAX)]);
    allocator.finish();
    let records = records(&allocator.sink_mut().0);
    let field = |name: &str, value| RecordOf::PhaseField {
        name: name.to_string(),
        value,
    };
    let expected = [
        RecordOf::Count {
            counter: HITS,
            delta: 3,
        },
        field("range", 500),
        field("size", u64::MAX),
        RecordOf::Phase {
            name: "first".to_string(),
        },
    ];
    assert!(
        records
            .windows(expected.len())
            .any(|window| window == expected),
        "{records:?}"
    );
}
