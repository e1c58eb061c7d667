//! Every model, record for record, against one that keeps the whole history.

use std::collections::HashMap;

use highwater_capture::{
    Cause, Counter, Encoder, Header, Location, MAX_TEXT_RECORD, Mark, Record, RecordOf,
};
use highwater_report::{
    Answer, CauseRow, Content, Difference, Frames, Instant, InstantName, Kind, Query, Report,
    SummaryRow, TableRow, TreeNode,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// The frames of all captures here: function, file and line.
const FRAMES: [(&str, &str, u32); 4] = [
    ("main", "a.py", 1),
    ("f", "a.py", 5),
    ("f", "a.py", 6),
    ("g", "b.py", 2),
];

/// The nodes of all captures here, from 1: parent and place. A function calls itself, a cause
/// lies below a native frame, and a frame below a cause's.
fn nodes() -> Vec<(u32, Location)> {
    vec![
        (0, Location::Frame(0)),
        (1, Location::Frame(1)),
        (2, Location::Frame(2)),
        (3, Location::Frame(1)),
        (2, Location::Cause(Cause::Value)),
        (2, Location::Native(77)),
        (6, Location::Cause(Cause::Key)),
        (7, Location::Native(78)),
        (1, Location::Frame(3)),
        (1, Location::Cause(Cause::Structure)),
        (0, Location::Frame(3)),
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Alloc(usize, u64),
    Free(usize),
    /// A free of one of the latest blocks.
    FreeRecent(usize),
    Realloc(usize, usize, u64),
    Calls(u16),
}

fn step() -> impl Strategy<Value = Step> {
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
struct Block {
    node: usize,
    address: u64,
    size: u64,
    /// The number of the record that allocated it, and of that which freed it.
    from: usize,
    to: Option<usize>,
    /// How many allocations had been made before it, and by its free.
    order: usize,
    others: Option<usize>,
}

/// A capture with its whole history.
#[derive(Default)]
struct History {
    bytes: Vec<u8>,
    blocks: Vec<Block>,
    /// The calls made by each memory record.
    calls: Vec<u64>,
    live: Vec<u64>,
}

fn write(encoder: &mut Encoder, bytes: &mut Vec<u8>, record: &Record<'_>) {
    let mut window = [0; MAX_TEXT_RECORD];
    let used = encoder.encode(&mut window, record);
    bytes.extend_from_slice(&window[..used]);
}

impl History {
    fn of(steps: &[Step]) -> Self {
        let mut history = Self::default();
        let mut encoder = Encoder::new(4);
        history.bytes.extend(
            Header {
                address_shift: 4,
                traced: true,
            }
            .to_bytes(),
        );
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
                        counter: Counter::Calls,
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

    fn alive(&self) -> Vec<usize> {
        (0..self.blocks.len())
            .filter(|&block| self.blocks[block].to.is_none())
            .collect()
    }

    /// Puts a block at the lowest free address, as allocators do: addresses are used again.
    fn allocate(&mut self, node: usize, size: u64, calls: u64) -> Block {
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

    fn release(&mut self, encoder: &mut Encoder, block: usize, calls: u64) {
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

    fn instant(&mut self, calls: u64) {
        self.calls.push(calls);
        self.live.push(
            self.alive()
                .iter()
                .map(|&block| self.blocks[block].size)
                .sum(),
        );
    }

    /// The blocks that were live behind the record of this number.
    fn live_at(&self, record: usize) -> Vec<Block> {
        let live = |block: &&Block| block.from <= record && block.to.is_none_or(|to| to > record);
        self.blocks.iter().filter(live).copied().collect()
    }

    /// The last record with an allocation where the live bytes were at least the most so far.
    fn peak(&self) -> Option<usize> {
        let mut best = (0, None);
        for (record, &live) in self.live.iter().enumerate() {
            let allocates = self.blocks.iter().any(|block| block.from == record);
            if allocates && live >= best.0 {
                best = (live, Some(record));
            }
        }
        best.1
    }

    /// The blocks behind the last record before a checkpoint of these calls.
    fn live_before_calls(&self, calls: u64) -> Vec<Block> {
        match self.calls.iter().position(|&made| made >= calls) {
            Some(0) => Vec::new(),
            Some(record) => self.live_at(record - 1),
            None => self.live_at(self.calls.len()),
        }
    }
}

/// The frames on the path of a node, outermost first.
fn path(mut node: usize) -> Vec<usize> {
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

/// Sums of bytes and counts by path, made block by block.
type Paths = HashMap<Vec<usize>, (u64, u64)>;

fn by_path(blocks: &[Block]) -> Paths {
    let mut paths = Paths::new();
    for block in blocks {
        let (bytes, count) = paths.entry(path(block.node)).or_default();
        *bytes += block.size;
        *count += 1;
    }
    paths
}

fn frame_number(name: &str, file: &str, line: u32) -> usize {
    FRAMES
        .iter()
        .position(|&frame| frame == (name, file, line))
        .unwrap()
}

/// The own sums of a tree by path, after checking that its totals add up.
fn own_of(tree: &TreeNode) -> Paths {
    fn walk(node: &TreeNode, path: &[usize], paths: &mut Paths) {
        if node.own_count > 0 {
            paths.insert(path.to_vec(), (node.own_bytes, node.own_count));
        }
        let of_children = |sum: fn(&TreeNode) -> u64| node.children.iter().map(sum).sum::<u64>();
        assert_eq!(
            node.bytes,
            node.own_bytes + of_children(|child| child.bytes)
        );
        assert_eq!(
            node.count,
            node.own_count + of_children(|child| child.count)
        );
        assert!(node.children.is_sorted_by(|a, b| a.bytes >= b.bytes));
        for child in &node.children {
            let mut path = path.to_vec();
            path.push(frame_number(&child.name, &child.file, child.line));
            walk(child, &path, paths);
        }
    }
    let mut paths = Paths::new();
    walk(tree, &[], &mut paths);
    paths
}

fn query(kind: Kind) -> Query {
    Query {
        kind,
        frames: Frames::Python,
        at: None,
        between: None,
        threshold: None,
    }
}

fn answer(report: &Report, query: &Query) -> Answer {
    report.answer(query).unwrap()
}

fn tree(report: &Report, query: &Query) -> (u64, TreeNode) {
    let answer = answer(report, query);
    let Content::Tree(tree) = answer.content else {
        panic!("{answer:?}")
    };
    (answer.calls, tree)
}

fn report(history: &History) -> Report {
    let mut report = Report::with_locations();
    report.feed(&history.bytes, 0.0).unwrap();
    report
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_high_water_mark_is_one_instant(steps in vec(step(), 1..150)) {
        let history = History::of(&steps);
        let report = report(&history);
        let (calls, tree) = tree(&report, &query(Kind::HighWaterMark));
        let blocks = history.peak().map(|peak| history.live_at(peak)).unwrap_or_default();
        prop_assert_eq!(own_of(&tree), by_path(&blocks));
        prop_assert_eq!(calls, history.peak().map_or(0, |peak| history.calls[peak]));
        prop_assert_eq!(tree.bytes, report.memory().peak);
    }

    #[test]
    fn leaks_are_what_was_not_freed(steps in vec(step(), 1..150)) {
        let history = History::of(&steps);
        let (_, tree) = tree(&report(&history), &query(Kind::Leaks));
        prop_assert_eq!(own_of(&tree), by_path(&history.live_at(usize::MAX - 1)));
    }

    #[test]
    fn temporary_is_among_the_most_recent_at_its_free(steps in vec(step(), 1..150), threshold in 0..=15usize) {
        let history = History::of(&steps);
        let asked = Query { threshold: Some(threshold), ..query(Kind::Temporary) };
        let (_, tree) = tree(&report(&history), &asked);
        let temporary: Vec<Block> = history.blocks.iter().copied()
            .filter(|block| block.others.is_some_and(|made| made - block.order <= threshold + 1))
            .collect();
        prop_assert_eq!(own_of(&tree), by_path(&temporary));
    }

    #[test]
    fn an_instant_is_as_it_was(steps in vec(step(), 1..150), at in 0..20_000u64) {
        let history = History::of(&steps);
        let asked = Query { at: Some(Instant::Calls(at)), ..query(Kind::At) };
        let report = report(&history);
        let Ok(Answer { calls, content: Content::Tree(tree), .. }) = report.answer(&asked) else {
            prop_assert!(history.calls.is_empty());
            return Ok(());
        };
        let end = report.result(highwater_report::Outcome::Completed, 0.0, None).calls;
        let expected = if at >= end { history.live_at(usize::MAX - 1) } else { history.live_before_calls(calls) };
        prop_assert_eq!(own_of(&tree), by_path(&expected));
    }

    #[test]
    fn a_difference_is_what_came_and_went(steps in vec(step(), 1..150), from in 0..10_000u64, to in 0..10_000u64) {
        let history = History::of(&steps);
        let report = report(&history);
        let instants = (Instant::Calls(from), Instant::Calls(to));
        let asked = Query { between: Some(instants), ..query(Kind::Difference) };
        let Ok(Answer { content: Content::Difference(difference), .. }) = report.answer(&asked) else {
            prop_assert!(history.calls.is_empty());
            return Ok(());
        };
        let at = |calls: u64| {
            let asked = Query { at: Some(Instant::Calls(calls)), ..query(Kind::At) };
            tree(&report, &asked).1
        };
        let (before, after) = (at(from.min(to)), at(from.max(to)));
        prop_assert_eq!((difference.before_bytes, difference.after_bytes), (before.bytes, after.bytes));
        prop_assert_eq!(difference.bytes, after.bytes.cast_signed() - before.bytes.cast_signed());
        prop_assert_eq!(difference.count, after.count.cast_signed() - before.count.cast_signed());
        let mut nodes = vec![&difference];
        while let Some(node) = nodes.pop() {
            let Difference { before_bytes, after_bytes, allocated_bytes, freed_bytes, .. } = *node;
            prop_assert_eq!(before_bytes + allocated_bytes, after_bytes + freed_bytes);
            nodes.extend(&node.children);
        }
    }

    #[test]
    fn tables_add_up_to_the_tree(steps in vec(step(), 1..150)) {
        let history = History::of(&steps);
        let report = report(&history);
        let peak = history.peak().map(|peak| history.live_at(peak)).unwrap_or_default();
        let (bytes, count) = (peak.iter().map(|block| block.size).sum::<u64>(), peak.len() as u64);

        let Content::Table(table) = answer(&report, &query(Kind::Table)).content else { panic!() };
        prop_assert_eq!((table.bytes, table.count), (bytes, count));
        for TableRow { name, file, line, bytes, count } in &table.rows {
            let of_row: Vec<u64> = peak.iter()
                .filter(|block| match path(block.node).last() {
                    Some(&frame) => FRAMES[frame] == (name, file, *line),
                    None => name == "<root>",
                })
                .map(|block| block.size)
                .collect();
            prop_assert_eq!((*bytes, *count), (of_row.iter().sum(), of_row.len() as u64));
        }
        prop_assert_eq!(table.rows.iter().map(|row| row.count).sum::<u64>(), count);

        let Content::Summary(summary) = answer(&report, &query(Kind::Summary)).content else { panic!() };
        for SummaryRow { name, file, own_bytes, total_bytes, total_count, .. } in &summary.rows {
            let is = |&frame: &usize| (FRAMES[frame].0, FRAMES[frame].1) == (&name[..], &file[..]);
            let own: u64 = peak.iter().filter(|block| path(block.node).last().is_some_and(is)).map(|block| block.size).sum();
            let total: Vec<u64> = peak.iter().filter(|block| path(block.node).iter().any(is)).map(|block| block.size).collect();
            prop_assert_eq!((*own_bytes, *total_bytes, *total_count), (own, total.iter().sum(), total.len() as u64));
        }

        let Content::ByCause(causes) = answer(&report, &query(Kind::ByCause)).content else { panic!() };
        prop_assert_eq!((causes.bytes, causes.count), (bytes, count));
        for CauseRow { cause, bytes, .. } in &causes.rows {
            let expected: u64 = peak.iter().filter(|block| cause_of(block.node) == *cause).map(|block| block.size).sum();
            prop_assert_eq!(*bytes, expected, "{}", cause);
        }

        let Content::Stats(stats) = answer(&report, &query(Kind::Stats)).content else { panic!() };
        prop_assert_eq!(stats.total_allocations, history.blocks.len() as u64);
        prop_assert_eq!(stats.total_bytes, history.blocks.iter().map(|block| block.size).sum::<u64>());
        prop_assert_eq!(stats.peak_bytes, bytes);
        prop_assert_eq!(stats.histogram.iter().map(|bin| bin.count).sum::<u64>(), history.blocks.len() as u64);
    }
}

/// What the allocations of each node are for, as its place in [`nodes`] has it.
fn cause_of(node: usize) -> &'static str {
    match node {
        5 => "cached values",
        7 | 8 => "keys",
        10 => "cache structure",
        _ => "the rest",
    }
}

#[test]
fn named_instants_are_those_of_the_run() {
    let steps = [
        Step::Alloc(1, 100),
        Step::Calls(9),
        Step::FreeRecent(0),
        Step::Alloc(2, 30),
    ];
    let report = report(&History::of(&steps));
    let at = |name| {
        let asked = Query {
            at: Some(Instant::Named(name)),
            ..query(Kind::Tree)
        };
        let (calls, tree) = tree(&report, &asked);
        (calls, tree.bytes)
    };
    assert_eq!(at(InstantName::Peak), (0, 100));
    assert_eq!(at(InstantName::End), (9, 30));
    assert_eq!(at(InstantName::Released), (9, 30));
}
