//! Random programs with their whole history, the slow oracle for reports.

use std::collections::HashMap;

use highwater_capture::{Encoder, Header, Location, MAX_TEXT_RECORD, Mark, Record, RecordOf};
use proptest::prelude::*;

use crate::vocabulary::{CALLS, KEY, STRUCTURE, VALUE, definitions};

/// The frames of all captures: function, file and line.
pub const FRAMES: [(&str, &str, u32); 4] = [
    ("main", "a.py", 1),
    ("f", "a.py", 5),
    ("f", "a.py", 6),
    ("g", "b.py", 2),
];

/// The nodes of all captures, from 1: parent and location. A function is recursive, a cause is
/// below a native frame, and a frame below a cause.
pub fn nodes() -> Vec<(u32, Location)> {
    vec![
        (0, Location::Frame(0)),
        (1, Location::Frame(1)),
        (2, Location::Frame(2)),
        (3, Location::Frame(1)),
        (2, Location::Cause(VALUE)),
        (2, Location::Native(77)),
        (6, Location::Cause(KEY)),
        (7, Location::Native(78)),
        (1, Location::Frame(3)),
        (1, Location::Cause(STRUCTURE)),
        (0, Location::Frame(3)),
    ]
}

#[derive(Debug, Clone)]
pub enum Step {
    Alloc(usize, u64),
    Free(usize),
    /// A free of one of the latest blocks.
    FreeRecent(usize),
    Realloc(usize, usize, u64),
    Calls(u16),
}

pub fn step() -> impl Strategy<Value = Step> {
    let node = || 0..=nodes().len();
    prop_oneof![
        6 => (node(), 1..1000u64).prop_map(|(node, size)| Step::Alloc(node, size)),
        2 => any::<usize>().prop_map(Step::Free),
        3 => (0..6usize).prop_map(Step::FreeRecent),
        1 => (any::<usize>(), node(), 1..1000u64).prop_map(|(block, node, size)| Step::Realloc(block, node, size)),
        3 => (0..200u16).prop_map(Step::Calls),
    ]
}

/// A block of the history.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    pub node: usize,
    pub address: u64,
    pub size: u64,
    /// The numbers of the records that allocated and freed it.
    pub from: usize,
    pub to: Option<usize>,
    /// The numbers of allocations before it, and before its free.
    pub order: usize,
    pub others: Option<usize>,
}

/// A capture with its whole history.
#[derive(Default)]
pub struct History {
    pub bytes: Vec<u8>,
    pub blocks: Vec<Block>,
    /// The calls at each memory record.
    pub calls: Vec<u64>,
    pub live: Vec<u64>,
}

pub fn write(encoder: &mut Encoder, bytes: &mut Vec<u8>, record: &Record<'_>) {
    let mut window = [0; MAX_TEXT_RECORD];
    let used = encoder.encode(&mut window, record);
    bytes.extend_from_slice(&window[..used]);
}

impl History {
    pub fn of(steps: &[Step]) -> Self {
        let mut history = Self::default();
        let mut encoder = Encoder::new(4);
        history.bytes.extend(
            Header {
                address_shift: 4,
                traced: true,
            }
            .to_bytes(),
        );
        for definition in definitions() {
            write(&mut encoder, &mut history.bytes, &definition);
        }
        for (function, file, line) in FRAMES {
            write(
                &mut encoder,
                &mut history.bytes,
                &RecordOf::Frame {
                    line,
                    function,
                    file,
                },
            );
        }
        for (parent, location) in nodes() {
            write(
                &mut encoder,
                &mut history.bytes,
                &RecordOf::Node { parent, location },
            );
        }
        let mut calls = 0;
        for step in steps {
            match *step {
                Step::Calls(delta) => {
                    calls += u64::from(delta);
                    let record = RecordOf::Count {
                        counter: CALLS,
                        delta: delta.into(),
                    };
                    write(&mut encoder, &mut history.bytes, &record);
                }
                Step::Alloc(node, size) => {
                    let Block { address, .. } = history.allocate(node, size, calls);
                    let node = u32::try_from(node).unwrap();
                    write(
                        &mut encoder,
                        &mut history.bytes,
                        &RecordOf::Alloc {
                            node,
                            address,
                            size,
                        },
                    );
                }
                Step::Free(block) => {
                    let alive = history.alive();
                    if !alive.is_empty() {
                        history.release(&mut encoder, alive[block % alive.len()], calls);
                    }
                }
                Step::FreeRecent(back) => {
                    if let Some(&block) = history.alive().iter().rev().nth(back) {
                        history.release(&mut encoder, block, calls);
                    }
                }
                Step::Realloc(block, node, size) => {
                    let alive = history.alive();
                    if alive.is_empty() {
                        continue;
                    }
                    let old = history.blocks[alive[block % alive.len()]];
                    let now = history.live.len();
                    history.blocks[alive[block % alive.len()]].to = Some(now);
                    let made = history.blocks.len();
                    history.blocks[alive[block % alive.len()]].others = Some(made);
                    let Block { address, .. } = history.allocate(node, size, calls);
                    let record = RecordOf::Realloc {
                        node: u32::try_from(node).unwrap(),
                        old_address: old.address,
                        old_size: old.size,
                        address,
                        size,
                    };
                    write(&mut encoder, &mut history.bytes, &record);
                }
            }
        }
        write(&mut encoder, &mut history.bytes, &RecordOf::Mark(Mark::End));
        history
    }

    pub fn alive(&self) -> Vec<usize> {
        (0..self.blocks.len())
            .filter(|&block| self.blocks[block].to.is_none())
            .collect()
    }

    /// Allocates a block at the lowest free address, like allocators: addresses are reused.
    pub fn allocate(&mut self, node: usize, size: u64, calls: u64) -> Block {
        let taken: Vec<u64> = self
            .alive()
            .iter()
            .map(|&block| self.blocks[block].address)
            .collect();
        let address = (1..=u64::from(u32::MAX))
            .map(|slot| slot * 4096)
            .find(|address| !taken.contains(address))
            .unwrap();
        let from = self.live.len();
        let block = Block {
            node,
            address,
            size,
            from,
            to: None,
            order: self.blocks.len(),
            others: None,
        };
        self.blocks.push(block);
        self.instant(calls);
        block
    }

    pub fn release(&mut self, encoder: &mut Encoder, block: usize, calls: u64) {
        let now = self.live.len();
        let made = self.blocks.len();
        self.blocks[block].to = Some(now);
        self.blocks[block].others = Some(made);
        let Block {
            node,
            address,
            size,
            ..
        } = self.blocks[block];
        self.instant(calls);
        let record = RecordOf::Free {
            node: u32::try_from(node).unwrap(),
            address,
            size,
        };
        write(encoder, &mut self.bytes, &record);
    }

    pub fn instant(&mut self, calls: u64) {
        self.calls.push(calls);
        self.live.push(
            self.alive()
                .iter()
                .map(|&block| self.blocks[block].size)
                .sum(),
        );
    }

    /// The blocks live after the record of this number.
    pub fn live_at(&self, record: usize) -> Vec<Block> {
        let live = |block: &&Block| block.from <= record && block.to.is_none_or(|to| to > record);
        self.blocks.iter().filter(live).copied().collect()
    }

    /// The last allocation with live bytes at their maximum.
    pub fn peak(&self) -> Option<usize> {
        let mut best = (0, None);
        for (record, &live) in self.live.iter().enumerate() {
            let allocates = self.blocks.iter().any(|block| block.from == record);
            if allocates && live >= best.0 {
                best = (live, Some(record));
            }
        }
        best.1
    }

    /// The blocks before a checkpoint at these calls.
    pub fn live_before_calls(&self, calls: u64) -> Vec<Block> {
        match self.calls.iter().position(|&made| made >= calls) {
            Some(0) => Vec::new(),
            Some(record) => self.live_at(record - 1),
            None => self.live_at(self.calls.len()),
        }
    }
}

/// The frames on the path of a node, outermost first.
pub fn path(mut node: usize) -> Vec<usize> {
    let nodes = nodes();
    let mut path = Vec::new();
    while node > 0 {
        let (parent, location) = nodes[node - 1];
        if let Location::Frame(frame) = location {
            path.insert(0, frame as usize);
        }
        node = parent as usize;
    }
    path
}

/// Sums of bytes and counts by path, over single blocks.
pub type Paths = HashMap<Vec<usize>, (u64, u64)>;

pub fn by_path(blocks: &[Block]) -> Paths {
    let mut paths = Paths::new();
    for block in blocks {
        let (bytes, count) = paths.entry(path(block.node)).or_default();
        *bytes += block.size;
        *count += 1;
    }
    paths
}

pub fn frame_number(name: &str, file: &str, line: u32) -> usize {
    FRAMES
        .iter()
        .position(|&frame| frame == (name, file, line))
        .unwrap()
}
