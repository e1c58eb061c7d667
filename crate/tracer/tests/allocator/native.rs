//! Contexts with native calls.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::RefCell;
use std::rc::Rc;

use highwater_capture::{Location, RecordOf};
use highwater_tracer::{
    ArenaPages, CollectedRecords, Growth, NATIVE_SLOTS, NativeStack, Settings, TracingAllocator,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::program::records;
use crate::random::config;

/// The native stack of a program that stores offsets like a rewritten module. Slots above the depth
/// hold values of earlier calls.
#[derive(Debug)]
struct Slots {
    slots: Vec<u32>,
    depth: usize,
}

#[derive(Debug, Clone)]
struct SharedSlots(Rc<RefCell<Slots>>);

impl NativeStack for SharedSlots {
    fn depth(&self) -> usize {
        self.0.borrow().depth
    }

    fn slot(&self, index: usize) -> u32 {
        self.0.borrow().slots[index]
    }

    fn set_slot(&mut self, index: usize, value: u32) {
        self.0.borrow_mut().slots[index] = value;
    }
}

type NativeAllocator = TracingAllocator<ArenaPages, CollectedRecords, SharedSlots>;

/// An offset outside of all stacks.
const OF_THE_ALLOCATOR: u32 = 0x7fff_ffff;

/// The frames that a program can enter.
const FRAMES: [Location; 3] = [Location::Frame(0), Location::Frame(1), Location::Frame(2)];

/// A program with a native stack, and its own record of the stacks.
struct Program {
    allocator: Box<NativeAllocator>,
    slots: SharedSlots,
    /// The number of callers of the running function.
    base: usize,
    /// The call sites of the running function and of each of its callers, the outermost first.
    calls: Vec<u32>,
    /// The entered frames, each with the number of callers of the function that entered it.
    entered: Vec<(usize, Location)>,
    expected: Vec<Vec<Location>>,
}

impl Program {
    fn new() -> Self {
        let slots = SharedSlots(Rc::new(RefCell::new(Slots {
            slots: vec![0; NATIVE_SLOTS],
            depth: 1,
        })));
        let allocator = Box::new(NativeAllocator::with_native_stack(
            ArenaPages::new(1024),
            CollectedRecords::default(),
            slots.clone(),
        ));
        allocator.start(&Settings {
            growth: Growth::Adaptive,
            limit_pages: None,
            traced: true,
        });
        assert!(allocator.is_native());
        for (line, frame) in (1..).zip(FRAMES) {
            assert_eq!(allocator.define_frame(line, "function", "file.py"), frame);
        }
        Self {
            allocator,
            slots,
            base: 0,
            calls: Vec::new(),
            entered: Vec::new(),
            expected: Vec::new(),
        }
    }

    /// Stores a caller's offset before a call. A full stack shares its last slot.
    fn store(&self, offset: u32) {
        let mut slots = self.slots.0.borrow_mut();
        let base = self.base.min(NATIVE_SLOTS - 1);
        slots.slots[base] = offset;
        slots.depth = base + 1;
    }

    fn call(&mut self, offset: u32) {
        self.store(offset);
        self.calls.push(offset);
        self.base += 1;
    }

    /// Returns from the running function, which leaves the frames it entered.
    fn ret(&mut self) {
        while self
            .entered
            .pop_if(|(base, _)| *base == self.base)
            .is_some()
        {
            self.allocator.leave();
        }
        if self.calls.pop().is_some() {
            self.base -= 1;
        }
    }

    fn enter(&mut self, offset: u32, location: Location) {
        self.store(offset);
        self.allocator.enter(location);
        self.entered.push((self.base, location));
    }

    fn leave(&mut self) {
        if self
            .entered
            .pop_if(|(base, _)| *base == self.base)
            .is_some()
        {
            self.allocator.leave();
        }
    }

    fn alloc(&mut self, offset: u32) {
        self.call(offset);
        // The call of the allocator, which reads the depth.
        self.store(OF_THE_ALLOCATOR);
        // SAFETY: the layout is not empty.
        let pointer = unsafe { self.allocator.alloc(Layout::new::<u64>()) };
        assert!(!pointer.is_null());
        self.expected.push(self.path());
        self.ret();
    }

    /// Frames and calls in the order of their entry.
    fn path(&self) -> Vec<Location> {
        let mut path = Vec::new();
        for (depth, &call) in self.calls.iter().enumerate() {
            let of_depth = self.entered.iter().filter(|(base, _)| *base == depth);
            path.extend(of_depth.map(|(_, location)| *location));
            path.push(Location::Native(call));
        }
        path
    }

    fn capture(mut self) -> Vec<u8> {
        self.allocator.finish();
        std::mem::take(&mut self.allocator.sink_mut().0)
    }
}

/// The path of each allocation in a capture, and the number of nodes.
fn paths(capture: &[u8]) -> (Vec<Vec<Location>>, usize) {
    let mut nodes: Vec<Vec<Location>> = vec![Vec::new()];
    let mut paths = Vec::new();
    for record in records(capture) {
        match record {
            RecordOf::Node { parent, location } => {
                let mut path = nodes[parent as usize].clone();
                path.push(location);
                assert!(!nodes.contains(&path), "a node is defined twice");
                nodes.push(path);
            }
            RecordOf::Alloc { node, .. } => paths.push(nodes[node as usize].clone()),
            _ => (),
        }
    }
    (paths, nodes.len())
}

#[derive(Debug, Clone)]
enum Step {
    Call(u32),
    Return,
    Enter(u32, u32),
    Leave,
    Alloc(u32),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..4u32).prop_map(Step::Call),
        2 => Just(Step::Return),
        1 => (0..4u32, 0..3u32).prop_map(|(offset, frame)| Step::Enter(offset, frame)),
        1 => Just(Step::Leave),
        3 => (0..4u32).prop_map(Step::Alloc),
    ]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_allocation_has_its_whole_stack(steps in vec(step(), 0..if cfg!(miri) { 60 } else { 400 })) {
        let mut program = Program::new();
        for step in steps {
            match step {
                Step::Call(offset) => program.call(offset),
                Step::Return => program.ret(),
                Step::Enter(offset, frame) => program.enter(offset, Location::Frame(frame)),
                Step::Leave => program.leave(),
                Step::Alloc(offset) => program.alloc(offset),
            }
        }
        let expected = program.expected.clone();
        let (paths, _) = paths(&program.capture());
        prop_assert_eq!(paths, expected);
    }
}

#[test]
fn a_frame_is_above_later_calls_and_below_earlier_ones() {
    let mut program = Program::new();
    program.call(10);
    program.enter(11, Location::Frame(0));
    program.call(12);
    program.alloc(13);
    program.ret();
    program.leave();
    program.alloc(14);
    let native = Location::Native;
    let expected = vec![
        vec![native(10), Location::Frame(0), native(12), native(13)],
        vec![native(10), native(14)],
    ];
    assert_eq!(paths(&program.capture()).0, expected);
}

#[test]
fn a_stack_deeper_than_its_slots_is_truncated_and_reported() {
    let mut program = Program::new();
    let deep = u32::try_from(NATIVE_SLOTS).unwrap() + 10;
    for offset in 0..deep {
        program.call(offset);
    }
    program.alloc(deep);
    for _ in 0..deep {
        program.ret();
    }
    program.alloc(7);
    let capture = program.capture();
    let truncated = |record: &RecordOf<_>| matches!(record, RecordOf::Truncated);
    assert_eq!(records(&capture).into_iter().filter(truncated).count(), 1);
    // The tree may be full before the stack is; the recorded calls are those made.
    let (paths, _) = paths(&capture);
    let cut = &paths[0];
    assert!(cut.len() > NATIVE_SLOTS / 2 && cut.len() <= NATIVE_SLOTS);
    let called = (0..).map(Location::Native);
    assert!(
        cut.iter()
            .copied()
            .take(cut.len() - 1)
            .eq(called.take(cut.len() - 1))
    );
    assert_eq!(paths[1], [Location::Native(7)]);
}

#[test]
fn a_new_capture_starts_without_the_contexts_of_the_one_before() {
    let mut program = Program::new();
    program.call(1);
    program.alloc(2);
    program.allocator.finish();
    program.allocator.sink_mut().0.clear();
    program.allocator.start(&Settings {
        growth: Growth::Adaptive,
        limit_pages: None,
        traced: true,
    });
    program.alloc(3);
    let (paths, nodes) = paths(&program.capture());
    assert_eq!(paths, [[Location::Native(1), Location::Native(3)]]);
    assert_eq!(nodes, 3);
}
