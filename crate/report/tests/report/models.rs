//! Each model, record for record, compared with one that stores the whole history.

use highwater_report::{
    Answer, CauseRow, Changes, Content, Instant, InstantName, Kind, Query, QueryError, Report,
    SummaryRow, TableContent, TableRow, TreeNode,
};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::history::{Block, FRAMES, History, Paths, Step, by_path, frame_number, path, step};

/// The own sums of a tree by path, with a check of its totals.
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
        ..Query::default()
    }
}

fn answer(report: &Report, query: &Query) -> Answer {
    report.answer(query).unwrap()
}

fn tree(report: &Report, query: &Query) -> (u64, TreeNode) {
    let answer = answer(report, query);
    let (Content::HighWaterMark(tree)
    | Content::Leaks(tree)
    | Content::Temporary(tree)
    | Content::At(tree)
    | Content::Tree(tree)) = answer.content
    else {
        panic!("{answer:?}")
    };
    (answer.ticks, tree)
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
    fn leaks_are_the_blocks_not_freed(steps in vec(step(), 1..150)) {
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
    fn temporaries_have_tables_and_summaries_too(steps in vec(step(), 1..150), threshold in 0..=15usize) {
        let report = report(&History::of(&steps));
        let of = |kind| Query { threshold: Some(threshold), ..query(kind) };
        let (_, temporary) = tree(&report, &of(Kind::Temporary));
        prop_assert_eq!(&tree(&report, &of(Kind::Tree)).1, &temporary);
        let Content::Table(TableContent::Sums(table)) = answer(&report, &of(Kind::Table)).content else { panic!() };
        prop_assert_eq!((table.bytes, table.count), (temporary.bytes, temporary.count));
        let Content::Summary(summary) = answer(&report, &of(Kind::Summary)).content else { panic!() };
        prop_assert_eq!((summary.bytes, summary.count), (temporary.bytes, temporary.count));
    }

    #[test]
    fn an_instant_has_its_live_blocks(steps in vec(step(), 1..150), at in 0..20_000u64) {
        let history = History::of(&steps);
        let asked = Query { at: Some(Instant::Ticks(at)), ..query(Kind::At) };
        let report = report(&history);
        let Ok(Answer { ticks, content: Content::At(tree), .. }) = report.answer(&asked) else {
            prop_assert!(history.calls.is_empty());
            return Ok(());
        };
        let end = report.totals().program.ticks();
        let expected = if at >= end { history.live_at(usize::MAX - 1) } else { history.live_before_calls(ticks) };
        prop_assert_eq!(own_of(&tree), by_path(&expected));
    }

    #[test]
    fn a_difference_is_the_sum_allocated_less_the_sum_freed(steps in vec(step(), 1..150), from in 0..10_000u64, to in 0..10_000u64) {
        let history = History::of(&steps);
        let report = report(&history);
        let instants = (Instant::Ticks(from), Instant::Ticks(to));
        let asked = Query { between: Some(instants), ..query(Kind::Difference) };
        let Ok(Answer { content: Content::Difference(difference), .. }) = report.answer(&asked) else {
            prop_assert!(history.calls.is_empty());
            return Ok(());
        };
        let at = |calls: u64| {
            let asked = Query { at: Some(Instant::Ticks(calls)), ..query(Kind::At) };
            tree(&report, &asked).1
        };
        let (before, after) = (at(from.min(to)), at(from.max(to)));
        prop_assert_eq!((difference.total.before_bytes, difference.total.after_bytes), (before.bytes, after.bytes));
        prop_assert_eq!(difference.total.bytes, after.bytes.cast_signed() - before.bytes.cast_signed());
        prop_assert_eq!(difference.total.count, after.count.cast_signed() - before.count.cast_signed());
        let mut nodes = vec![&difference];
        while let Some(node) = nodes.pop() {
            let Changes { before_bytes, after_bytes, allocated_bytes, freed_bytes, .. } = node.total;
            prop_assert_eq!(before_bytes + allocated_bytes, after_bytes + freed_bytes);
            nodes.extend(&node.children);
        }

        // The table has the changes by location, over all paths.
        let asked = Query { kind: Kind::Table, ..asked };
        let Content::Table(TableContent::Changes(table)) = answer(&report, &asked).content else { panic!() };
        prop_assert_eq!(table.total, difference.total);
        let row_of = |name: &str, file: &str, line: u32| {
            table.rows.iter().find(|row| (&row.name[..], &row.file[..], row.line) == (name, file, line))
        };
        let mut own = std::collections::HashMap::new();
        let mut nodes = vec![&difference];
        while let Some(node) = nodes.pop() {
            *own.entry((&node.name, &node.file, node.line)).or_insert(0) += node.own_bytes;
            nodes.extend(&node.children);
        }
        for ((name, file, line), bytes) in own {
            prop_assert_eq!(row_of(name, file, line).map_or(0, |row| row.own.bytes), bytes);
        }
        prop_assert_eq!(table.rows.iter().map(|row| row.own.allocated_bytes).sum::<u64>(), table.total.allocated_bytes);
    }

    #[test]
    fn tables_add_up_to_the_tree(steps in vec(step(), 1..150)) {
        let history = History::of(&steps);
        let report = report(&history);
        let peak = history.peak().map(|peak| history.live_at(peak)).unwrap_or_default();
        let (bytes, count) = (peak.iter().map(|block| block.size).sum::<u64>(), peak.len() as u64);

        let Content::Table(TableContent::Sums(table)) = answer(&report, &query(Kind::Table)).content else { panic!() };
        prop_assert_eq!((table.bytes, table.count), (bytes, count));
        for TableRow { name, file, line, bytes, count, .. } in &table.rows {
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

/// The cause of each node's allocations, as in [`nodes`].
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
}

#[test]
fn unanswerable_queries_are_refused_with_a_message() {
    let report = report(&History::of(&[Step::Alloc(1, 100)]));
    let refused = |query: &Query| report.answer(query).unwrap_err();
    let between = Some((
        Instant::Named(InstantName::Peak),
        Instant::Named(InstantName::End),
    ));
    for kind in [Kind::Tree, Kind::Stats, Kind::ByCause, Kind::Leaks] {
        let asked = Query {
            between,
            ..query(kind)
        };
        assert_eq!(refused(&asked), QueryError::Between(kind));
    }
    assert_eq!(
        refused(&Query {
            between,
            ..query(Kind::Summary)
        })
        .to_string(),
        "kind “summary” shows no difference: “between” is for kinds “difference” and “table”"
    );
    assert_eq!(refused(&query(Kind::Difference)), QueryError::NoBetween);
    let released = Query {
        at: Some(Instant::Named(InstantName::Released)),
        ..query(Kind::At)
    };
    assert_eq!(
        refused(&released).to_string(),
        "the run has not reached the release of its memory"
    );
}
