//! Random programs for an allocator, run with a model of its state.

use std::alloc::{GlobalAlloc, Layout};

use highwater_capture::OwnedRecord;
use highwater_tracer::{
    ArenaPages, CollectedRecords, Counter, CounterDefinition, CounterRole, Growth, Location, Mark,
    NoNativeStack, Settings, TracingAllocator, Vocabulary, counter_named,
};
use proptest::prelude::*;

/// Counters of each role, and two causes.
pub struct TestVocabulary;

impl Vocabulary for TestVocabulary {
    const COUNTERS: &'static [CounterDefinition] = &[
        CounterDefinition {
            name: "hits",
            role: CounterRole::Total,
        },
        CounterDefinition {
            name: "calls",
            role: CounterRole::Ticks,
        },
        CounterDefinition {
            name: "entries",
            role: CounterRole::Drawn,
        },
        CounterDefinition {
            name: "instances",
            role: CounterRole::Exact,
        },
    ];
    const CAUSES: &'static [&'static str] = &["keys", "values"];
}

pub const HITS: Counter = counter_named(TestVocabulary::COUNTERS, "hits");
pub const CALLS: Counter = counter_named(TestVocabulary::COUNTERS, "calls");
pub const ENTRIES: Counter = counter_named(TestVocabulary::COUNTERS, "entries");
pub const INSTANCES: Counter = counter_named(TestVocabulary::COUNTERS, "instances");

/// The number of counters.
pub const COUNTERS: usize = TestVocabulary::COUNTERS.len();

pub type TestAllocator =
    TracingAllocator<ArenaPages, CollectedRecords, NoNativeStack, TestVocabulary>;

/// An allocator in an arena of `pages` pages.
pub fn allocator(pages: usize) -> Box<TestAllocator> {
    Box::new(TestAllocator::with_native_stack(
        ArenaPages::new(pages),
        CollectedRecords::default(),
        NoNativeStack,
    ))
}

/// The largest block. Smaller under Miri, which checks each byte slowly.
const LARGEST: usize = if cfg!(miri) { 6000 } else { 300_000 };

/// One step of a program. Blocks are chosen by an index into the live ones.
#[derive(Debug, Clone)]
pub enum Step {
    Alloc {
        size: usize,
        align: usize,
    },
    AllocZeroed {
        size: usize,
    },
    Free {
        block: prop::sample::Index,
    },
    Realloc {
        block: prop::sample::Index,
        size: usize,
    },
    Enter {
        frame: usize,
    },
    Leave,
    Count {
        counter: usize,
        delta: i64,
    },
    Flush,
}

pub fn step() -> impl Strategy<Value = Step> {
    let size = || prop_oneof![6 => 1..200usize, 3 => 1..LARGEST / 60, 1 => 1..LARGEST];
    let align = (0..13u32).prop_map(|log| 1usize << log);
    prop_oneof![
        4 => (size(), align).prop_map(|(size, align)| Step::Alloc { size, align }),
        1 => size().prop_map(|size| Step::AllocZeroed { size }),
        3 => any::<prop::sample::Index>().prop_map(|block| Step::Free { block }),
        2 => (any::<prop::sample::Index>(), size()).prop_map(|(block, size)| Step::Realloc { block, size }),
        2 => (0..3usize).prop_map(|frame| Step::Enter { frame }),
        2 => Just(Step::Leave),
        1 => (0..COUNTERS, -5..5i64).prop_map(|(counter, delta)| Step::Count { counter, delta }),
        1 => Just(Step::Flush),
    ]
}

/// A block, with the program's own record of it.
struct Block {
    pointer: *mut u8,
    layout: Layout,
    /// The byte that fills it.
    fill: u8,
}

/// The results of a run of a program.
pub struct Ran {
    /// The addresses returned, relative to the first.
    pub addresses: Vec<isize>,
    pub totals: highwater_tracer::TotalsRecord,
    pub capture: Vec<u8>,
    /// The counters' values, as counted by the program.
    pub counters: [i64; COUNTERS],
    /// The path of frames of each allocation, outermost first.
    pub contexts: Vec<Vec<u32>>,
}

/// Runs the steps on a fresh allocator and checks the invariants after each.
pub fn run(steps: &[Step], traced: bool, growth: Growth) -> Ran {
    let mut allocator = allocator(4096);
    allocator.start(&Settings {
        growth,
        limit_pages: None,
        traced,
    });
    let frames = [1, 2, 3].map(|line| allocator.define_frame(line, "function", "file.py"));
    let mut blocks: Vec<Block> = Vec::new();
    let mut path = Vec::new();
    let mut given = Vec::new();
    let mut ran_counters = [0; COUNTERS];
    let mut contexts = Vec::new();
    let mut peak = 0;
    for (number, step) in steps.iter().enumerate() {
        // Different bytes for different blocks reveal overlaps.
        let fill = u8::try_from(number % 251).unwrap();
        match *step {
            Step::Alloc { size, align } => {
                let layout = Layout::from_size_align(size, align).unwrap();
                // SAFETY: the layout is not empty.
                let pointer = unsafe { allocator.alloc(layout) };
                blocks.push(filled(pointer, layout, fill));
                given.push(pointer);
                contexts.push(path.clone());
            }
            Step::AllocZeroed { size } => {
                let layout = Layout::from_size_align(size, 8).unwrap();
                // SAFETY: the layout is not empty.
                let pointer = unsafe { allocator.alloc_zeroed(layout) };
                assert_filled(pointer, size, 0);
                blocks.push(filled(pointer, layout, fill));
                given.push(pointer);
                contexts.push(path.clone());
            }
            Step::Free { block } if !blocks.is_empty() => {
                let block = blocks.swap_remove(block.index(blocks.len()));
                free(&allocator, &block);
            }
            Step::Realloc { block, size } if !blocks.is_empty() => {
                let index = block.index(blocks.len());
                let old = &blocks[index];
                let layout = Layout::from_size_align(size, old.layout.align()).unwrap();
                // SAFETY: the block is live and this is its layout; the size is not zero.
                let pointer = unsafe { allocator.realloc(old.pointer, old.layout, size) };
                assert_filled(pointer, size.min(old.layout.size()), old.fill);
                blocks[index] = filled(pointer, layout, fill);
                given.push(pointer);
                contexts.push(path.clone());
            }
            Step::Enter { frame } => {
                allocator.enter(frames[frame]);
                let Location::Frame(number) = frames[frame] else {
                    panic!("{frames:?}")
                };
                path.push(number);
            }
            Step::Leave if !path.is_empty() => {
                allocator.leave();
                path.pop();
            }
            Step::Count { counter, delta } => {
                allocator.count(Counter::ALL[counter], delta);
                ran_counters[counter] += delta;
            }
            Step::Flush => {
                allocator.flush();
                assert!(!allocator.sink_mut().0.is_empty(), "nothing is passed on");
            }
            Step::Free { .. } | Step::Realloc { .. } | Step::Leave => (),
        }
        let live: usize = blocks.iter().map(|block| block.layout.size()).sum();
        peak = peak.max(live);
        let totals = allocator.totals();
        let counters = allocator.allocator_counters();
        assert_eq!((totals.live, totals.peak), (live as u64, peak as u64));
        assert_eq!(counters.allocated_bytes, live);
        assert_eq!(counters.allocation_count, blocks.len());
        assert_eq!(
            totals.allocations - totals.deallocations,
            blocks.len() as u64
        );
    }
    allocator.mark(Mark::End);
    allocator.pause();
    let totals = allocator.totals();
    for block in &blocks {
        free(&allocator, block);
    }
    allocator.finish();
    let first = given.first().map_or(0, |pointer| pointer.addr());
    let addresses = given
        .iter()
        .map(|pointer| pointer.addr().wrapping_sub(first).cast_signed());
    let addresses = addresses.collect();
    let capture = std::mem::take(&mut allocator.sink_mut().0);
    Ran {
        addresses,
        totals,
        capture,
        counters: ran_counters,
        contexts,
    }
}

fn filled(pointer: *mut u8, layout: Layout, fill: u8) -> Block {
    assert!(!pointer.is_null());
    assert!(
        pointer.addr().is_multiple_of(layout.align()),
        "{pointer:?} is not aligned"
    );
    // SAFETY: the allocator returned this number of bytes.
    unsafe { pointer.write_bytes(fill, layout.size()) };
    Block {
        pointer,
        layout,
        fill,
    }
}

fn assert_filled(pointer: *const u8, length: usize, fill: u8) {
    assert!(!pointer.is_null());
    // SAFETY: the block is live, has at least this length, and has been written.
    let bytes = unsafe { std::slice::from_raw_parts(pointer, length) };
    assert!(
        bytes.iter().all(|&byte| byte == fill),
        "a block was overwritten"
    );
}

fn free(allocator: &TestAllocator, block: &Block) {
    assert_filled(block.pointer, block.layout.size(), block.fill);
    // SAFETY: the block is live, and this is its layout.
    unsafe { allocator.dealloc(block.pointer, block.layout) };
}

/// All records of a capture, which must be complete.
pub fn records(capture: &[u8]) -> Vec<OwnedRecord> {
    let mut records = Vec::new();
    let mut reader = highwater_capture::Reader::new();
    reader
        .feed(capture, |_, record| records.push(record.to_owned()))
        .unwrap();
    reader.finish().unwrap();
    records
}
