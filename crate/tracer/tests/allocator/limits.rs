//! Behaviour at limits: of memory, of the tree of contexts, of the record buffer.

use std::alloc::{GlobalAlloc, Layout};

use highwater_capture::{CollectionRecord, Location, Mark, RecordOf};
use highwater_tracer::{ArenaPages, Growth, Refusal, Settings, Sink, TracingAllocator};

use crate::program::{CALLS, HITS, TestAllocator, allocator, records};

fn started(pages: usize, growth: Growth, limit_pages: Option<usize>) -> Box<TestAllocator> {
    let allocator = allocator(pages);
    allocator.start(&Settings {
        growth,
        limit_pages,
        traced: true,
    });
    allocator
}

fn kib(size: usize) -> Layout {
    Layout::from_size_align(size * 1024, 8).unwrap()
}

/// Allocates blocks of 32 KiB until one is refused, and returns their number.
fn fill(allocator: &TestAllocator) -> usize {
    // SAFETY: the layout is not empty.
    std::iter::repeat_with(|| unsafe { allocator.alloc(kib(32)) })
        .take_while(|block| !block.is_null())
        .count()
}

#[test]
fn the_limit_is_reached_and_not_passed() {
    for growth in [
        Growth::Adaptive,
        Growth::Pages(1),
        Growth::Pages(7),
        Growth::Pages(1000),
    ] {
        let allocator = started(500, growth, Some(100));
        let blocks = fill(&allocator);
        let totals = allocator.totals();
        assert_eq!(totals.pages, 100, "{growth}");
        assert_eq!(allocator.refusal(), Some(Refusal::Limit), "{growth}");
        assert_eq!(totals.live, blocks as u64 * 32 * 1024);
        // Everything but talc's table and the rounding at the end is used.
        assert!(blocks >= 198, "{growth}: {blocks} blocks");
        allocator.finish();
    }
}

#[test]
fn the_host_s_refusal_differs_from_the_limit_s() {
    let allocator = started(50, Growth::Pages(16), None);
    fill(&allocator);
    // A step of 16 pages does not fit after 48, but the required size does.
    assert_eq!(allocator.totals().pages, 50);
    assert_eq!(allocator.refusal(), Some(Refusal::Host));
    // A request too large for any memory is refused like any other.
    let huge = Layout::from_size_align(isize::MAX as usize - 8, 8).unwrap();
    // SAFETY: the layout is not empty.
    assert!(unsafe { allocator.alloc(huge) }.is_null());
}

#[test]
fn a_refused_reallocation_leaves_the_block() {
    let allocator = started(50, Growth::Pages(1), Some(4));
    // SAFETY: the layouts are not empty and are those of the block; it is freed once.
    unsafe {
        let block = allocator.alloc(kib(100));
        block.write_bytes(7, 100 * 1024);
        assert!(allocator.realloc(block, kib(100), 1000 * 1024).is_null());
        assert_eq!(allocator.totals().live, 100 * 1024);
        assert_eq!(block.add(100 * 1024 - 1).read(), 7);
        allocator.dealloc(block, kib(100));
    }
    assert_eq!(allocator.totals().live, 0);
    assert_eq!(allocator.totals().deallocations, 1);
}

#[test]
fn the_step_decides_the_number_of_growths() {
    let growths = |growth| {
        let allocator = started(640, growth, None);
        fill(&allocator);
        allocator.totals().growths
    };
    assert_eq!(growths(Growth::Pages(1)), 640);
    assert_eq!(growths(Growth::Pages(64)), 10);
    // 16 pages up to a size of 128, then an eighth each time, and halves at the very end.
    assert_eq!(growths(Growth::Adaptive), 25);
}

#[test]
fn a_full_tree_of_contexts_is_reported_and_stays_balanced() {
    /// The size of the tree.
    const NODES: u32 = if cfg!(miri) { 1 << 8 } else { 1 << 15 };
    const DEPTH: u32 = NODES + 1000;
    let mut allocator = started(10, Growth::default(), None);
    let frame = allocator.define_frame(1, "recursive", "file.py");
    for _ in 0..DEPTH {
        allocator.enter(frame);
    }
    let layout = Layout::new::<[u8; 24]>();
    // SAFETY: the layout is not empty, and each block is freed once.
    unsafe {
        allocator.dealloc(allocator.alloc(layout), layout);
        for _ in 0..DEPTH {
            allocator.leave();
        }
        allocator.dealloc(allocator.alloc(layout), layout);
    }
    allocator.finish();
    let records = records(&allocator.sink_mut().0);
    let count = |wanted: fn(&RecordOf<String>) -> bool| {
        records.iter().filter(|&record| wanted(record)).count()
    };
    assert_eq!(count(|record| matches!(record, RecordOf::Truncated)), 1);
    assert_eq!(
        count(|record| matches!(record, RecordOf::Node { .. })),
        NODES as usize - 1
    );
    let nodes: Vec<u32> = records
        .iter()
        .filter_map(|record| match record {
            RecordOf::Alloc { node, .. } => Some(*node),
            _ => None,
        })
        .collect();
    // The deepest node, and after the same number of steps back the root.
    assert_eq!(nodes, [NODES - 1, 0]);
}

#[test]
fn a_second_start_begins_a_new_capture() {
    let mut allocator = started(10, Growth::default(), None);
    let settings = Settings {
        growth: Growth::default(),
        limit_pages: None,
        traced: true,
    };
    let layout = Layout::new::<[u8; 24]>();
    // Memory has grown before either capture.
    // SAFETY: the layout is not empty, and the block is freed once.
    unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
    let mut capture = || {
        allocator.sink_mut().0.clear();
        allocator.start(&settings);
        let frame = allocator.define_frame(1, "f", "file.py");
        allocator.enter(frame);
        allocator.count(CALLS, 3);
        // SAFETY: the layout is not empty, and the block is freed once.
        unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
        allocator.leave();
        allocator.finish();
        let capture = allocator.sink_mut().0.clone();
        // The capture has ended: there is nothing more to pass on.
        allocator.finish();
        assert_eq!(allocator.sink_mut().0, capture);
        capture
    };
    let (first, second) = (capture(), capture());
    assert_eq!(first, second);
    let node = RecordOf::Node {
        parent: 0,
        location: Location::Frame(0),
    };
    assert!(records(&second).contains(&node));
    let counted = RecordOf::Count {
        counter: CALLS,
        delta: 3,
    };
    assert!(records(&second).contains(&counted));
}

#[test]
fn allocations_in_a_pause_are_not_the_program_s() {
    let allocator = started(10, Growth::default(), None);
    let layout = Layout::new::<[u8; 24]>();
    allocator.mark(Mark::End);
    allocator.pause();
    // SAFETY: the layout is not empty, and the block is freed once.
    unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
    assert_eq!(allocator.totals().allocations, 0);
    allocator.resume();
    // SAFETY: as above.
    unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
    assert_eq!(allocator.totals().allocations, 1);
}

#[test]
fn the_peak_is_reset_when_the_program_is_ready() {
    let allocator = started(10, Growth::default(), None);
    let [small, large] = [Layout::new::<[u8; 24]>(), Layout::new::<[u8; 4096]>()];
    // SAFETY: the layouts are not empty, and each block is freed once.
    unsafe {
        let kept = allocator.alloc(small);
        allocator.dealloc(allocator.alloc(large), large);
        assert_eq!(allocator.totals().peak, 24 + 4096);
        allocator.mark(Mark::Ready);
        assert_eq!(allocator.totals().peak, 24);
        allocator.dealloc(allocator.alloc(small), small);
        assert_eq!(allocator.totals().peak, 48);
        allocator.dealloc(kept, small);
    }
}

/// A sink that stores the lengths of the received buffers.
#[derive(Default)]
struct Lengths(Vec<usize>);

impl Sink for Lengths {
    fn records(&mut self, bytes: &[u8]) {
        self.0.push(bytes.len());
    }
}

#[test]
fn a_full_buffer_is_passed_on() {
    let mut allocator = TracingAllocator::boxed(ArenaPages::new(10), Lengths::default());
    allocator.start(&Settings {
        growth: Growth::default(),
        limit_pages: None,
        traced: true,
    });
    let layout = Layout::new::<[u8; 24]>();
    let (rounds, buffer) = if cfg!(miri) {
        (3000, 4 * 1024)
    } else {
        (100_000, 64 * 1024)
    };
    for _ in 0..rounds {
        // SAFETY: the layout is not empty, and the block is freed once.
        unsafe { allocator.dealloc(allocator.alloc(layout), layout) };
    }
    allocator.finish();
    let lengths = std::mem::take(&mut allocator.sink_mut().0);
    let (last, full) = lengths.split_last().unwrap();
    // Two records a round: each a head that includes the size, and an unchanged address.
    let total: usize = lengths.iter().sum();
    assert!((rounds * 4..rounds * 4 + 200).contains(&total), "{total}");
    assert!(
        full.iter()
            .all(|&length| (buffer - 192..=buffer).contains(&length)),
        "{full:?}"
    );
    assert!(*last > 0 && *last <= buffer);
}

#[test]
fn a_checkpoint_passes_on_all_records() {
    let mut allocator = started(10, Growth::default(), None);
    allocator.count(HITS, 3);
    // SAFETY: the layout is not empty.
    unsafe { allocator.alloc(Layout::new::<u8>()) };
    assert_eq!(allocator.sink_mut().0, []);
    allocator.checkpoint();
    let so_far = allocator.sink_mut().0.clone();
    let counted = RecordOf::Count {
        counter: HITS,
        delta: 3,
    };
    assert_eq!(records(&so_far).last(), Some(&counted));
    // There is nothing left to pass on.
    allocator.checkpoint();
    assert_eq!(allocator.sink_mut().0, so_far);
}

#[test]
fn a_collection_has_the_ticks_so_far_traced_or_not() {
    for traced in [true, false] {
        let mut allocator = allocator(10);
        allocator.start(&Settings {
            growth: Growth::default(),
            limit_pages: None,
            traced,
        });
        let layout = Layout::new::<[u8; 100]>();
        // SAFETY: the layout is not empty, and the block is freed once.
        unsafe {
            let garbage = allocator.alloc(layout);
            allocator.count(CALLS, 3);
            allocator.collection_begins();
            allocator.dealloc(garbage, layout);
            allocator.collection_ends(1, 8);
        }
        allocator.count(CALLS, 2);
        allocator.collection_begins();
        allocator.collection_ends(9, 0);
        allocator.finish();
        let mut calls = 0;
        let mut collections = Vec::new();
        for record in records(&allocator.sink_mut().0) {
            match record {
                RecordOf::Count {
                    counter: CALLS,
                    delta,
                } => calls += delta,
                RecordOf::Collection(collection) => collections.push((calls, collection)),
                _ => (),
            }
        }
        let collection = |generation, collected, freed| CollectionRecord {
            generation,
            collected,
            freed,
        };
        // A generation out of range becomes the oldest.
        let expected = [(3, collection(1, 8, 100)), (5, collection(2, 0, 0))];
        assert_eq!(collections, expected, "traced: {traced}");
    }
}
