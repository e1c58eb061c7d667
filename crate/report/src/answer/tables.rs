//! Answers that are rows.

use std::collections::{BTreeMap, HashMap, HashSet};

use highwater_capture::Cause;
use serde::Serialize;

use super::Rows;
use super::trees::{Change, Changes, parts};
use crate::contexts::{Contexts, Frame, NativeFrame};
use crate::heap::Sum;
use crate::order::sort_by;
use crate::sizes::Bin;
use crate::tree::{Measure, Tree};

/// A location and what it allocated itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableRow {
    /// The function's name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// What is known of a native frame; nothing of others.
    #[serde(flatten)]
    pub native: Option<NativeFrame>,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
}

/// The own sums of each frame, on whatever path, the largest first.
pub(crate) fn by_frame(tree: &Tree<Sum>) -> Vec<TableRow> {
    let row = |(frame, Sum { bytes, count }): (Option<&Frame>, Sum)| {
        let (name, file, line, native) = parts(frame);
        TableRow {
            name,
            file,
            line,
            native,
            bytes,
            count,
        }
    };
    own_by_frame(tree).into_iter().map(row).collect()
}

fn own_by_frame<M: Measure>(tree: &Tree<M>) -> Vec<(Option<&Frame>, M)> {
    let mut sums: HashMap<Option<&Frame>, M> = HashMap::new();
    let mut rest = vec![tree];
    while let Some(tree) = rest.pop() {
        let sum = sums.entry(tree.frame.as_ref()).or_default();
        *sum = sum.plus(tree.own);
        rest.extend(&tree.children);
    }
    let mut rows: Vec<_> = sums
        .into_iter()
        .filter(|(_, sum)| !sum.is_nothing())
        .collect();
    sort_by(&mut rows, |(a, sum_a), (b, sum_b)| {
        let place = |frame: Option<&'_ Frame>| {
            frame.map(|frame| (frame.function.clone(), frame.file.clone(), frame.line))
        };
        (sum_b.weight().cmp(&sum_a.weight())).then_with(|| place(*a).cmp(&place(*b)))
    });
    rows
}

/// A location and how what it allocated itself changed between two instants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceRow {
    /// The function's name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// What is known of a native frame; nothing of others.
    #[serde(flatten)]
    pub native: Option<NativeFrame>,
    /// The change.
    #[serde(flatten)]
    pub own: Changes,
}

/// The own changes of each frame, the largest at either instant first.
pub(crate) fn changes_by_frame(tree: &Tree<Change>) -> DifferenceRows {
    let row = |(frame, change): (Option<&Frame>, Change)| {
        let (name, file, line, native) = parts(frame);
        DifferenceRow {
            name,
            file,
            line,
            native,
            own: change.into(),
        }
    };
    DifferenceRows {
        total: tree.total.into(),
        rows: own_by_frame(tree).into_iter().map(row).collect(),
    }
}

/// A list of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DifferenceRows {
    /// What all rows add up to.
    #[serde(flatten)]
    pub total: Changes,
    /// The rows.
    pub rows: Vec<DifferenceRow>,
}

/// A function with what it allocated itself and with what it called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryRow {
    /// The function's name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// What is known of a native function: one of its frames; nothing of others.
    #[serde(flatten)]
    pub native: Option<NativeFrame>,
    /// Bytes of its own.
    pub own_bytes: u64,
    /// Allocations of its own.
    pub own_count: u64,
    /// Bytes of it and of all that it called; where it called itself, counted once.
    pub total_bytes: u64,
    /// Allocations of it and of all that it called.
    pub total_count: u64,
}

/// The sums of each function, on whatever path and line.
pub(crate) fn by_function(tree: &Tree<Sum>) -> Vec<SummaryRow> {
    let mut rows = BTreeMap::new();
    let mut above = HashSet::new();
    add_functions(tree, &mut above, &mut rows);
    let mut rows: Vec<SummaryRow> = rows
        .into_iter()
        .map(|((name, file), Sums { native, own, total })| SummaryRow {
            name: name.to_string(),
            file: file.to_string(),
            native: native.cloned(),
            own_bytes: own.bytes,
            own_count: own.count,
            total_bytes: total.bytes,
            total_count: total.count,
        })
        .collect();
    sort_by(&mut rows, |a, b| {
        (b.own_bytes, b.total_bytes).cmp(&(a.own_bytes, a.total_bytes))
    });
    rows
}

/// What a function adds up to.
#[derive(Default)]
struct Sums<'a> {
    native: Option<&'a NativeFrame>,
    own: Sum,
    total: Sum,
}

fn add_functions<'a>(
    tree: &'a Tree<Sum>,
    above: &mut HashSet<(&'a str, &'a str)>,
    rows: &mut BTreeMap<(&'a str, &'a str), Sums<'a>>,
) {
    let function = tree
        .frame
        .as_ref()
        .map(|frame| (&frame.function[..], &frame.file[..]));
    let outermost = function.is_some_and(|function| above.insert(function));
    if let Some(function) = function {
        let sums = rows.entry(function).or_default();
        sums.native = (sums.native).or(tree.frame.as_ref().and_then(|frame| frame.native.as_ref()));
        sums.own = sums.own.plus(tree.own);
        if outermost {
            sums.total = sums.total.plus(tree.total);
        }
    }
    for child in &tree.children {
        add_functions(child, above, rows);
    }
    if let Some(function) = function.filter(|_| outermost) {
        above.remove(&function);
    }
}

/// What was live for a cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CauseRow {
    /// The cause in plain words; `the rest` for what has none.
    pub cause: &'static str,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
    /// The share of all live bytes, in percent.
    pub percent: f64,
}

/// The sums by cause.
pub(crate) fn by_cause(contexts: &Contexts, sums: &[Sum]) -> Rows<CauseRow> {
    let mut causes = vec![Sum::default(); Cause::ALL.len() + 1];
    for (node, sum) in sums.iter().enumerate() {
        let cause = contexts
            .cause(node)
            .map_or(Cause::ALL.len(), |cause| cause as usize);
        causes[cause] = causes[cause].plus(*sum);
    }
    let all = causes.iter().copied().fold(Sum::default(), Measure::plus);
    let names = Cause::ALL
        .iter()
        .map(|cause| cause.name())
        .chain(["the rest"]);
    // A share needs no more digits than a float has.
    #[allow(clippy::cast_precision_loss)]
    let percent = |bytes: u64| {
        if all.bytes == 0 {
            0.0
        } else {
            100.0 * bytes as f64 / all.bytes as f64
        }
    };
    let row = |(cause, Sum { bytes, count })| CauseRow {
        cause,
        bytes,
        count,
        percent: percent(bytes),
    };
    Rows {
        bytes: all.bytes,
        count: all.count,
        rows: names.zip(causes).map(row).collect(),
    }
}

/// The totals of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// Allocations, a reallocation counting as one.
    pub total_allocations: u64,
    /// The sum of the sizes of all allocations.
    pub total_bytes: u64,
    /// Live bytes at the high-water mark.
    pub peak_bytes: u64,
    /// The number of allocations by size, in ten bins.
    pub histogram: Vec<Bin>,
    /// The locations that allocated the most bytes, and how many.
    pub top_locations_by_size: Vec<TableRow>,
    /// The locations that allocated most often, and how often.
    pub top_locations_by_count: Vec<TableRow>,
    /// The files that allocated the most bytes, and how many.
    pub top_modules: Vec<ModuleRow>,
}

/// A file and what was allocated in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModuleRow {
    /// The file's name.
    pub file: String,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
}

/// How many of the largest are told.
const TOP: usize = 5;

/// The largest of rows, by what `measure` says of each.
pub(crate) fn top_locations(rows: &[TableRow], measure: fn(&TableRow) -> u64) -> Vec<TableRow> {
    let mut rows = rows.to_vec();
    sort_by(&mut rows, |a, b| measure(b).cmp(&measure(a)));
    rows.truncate(TOP);
    rows
}

/// The files of rows, that with the most bytes first.
pub(crate) fn top_modules(rows: &[TableRow]) -> Vec<ModuleRow> {
    let mut modules: BTreeMap<&str, Sum> = BTreeMap::new();
    for row in rows {
        let sum = modules.entry(&row.file).or_default();
        *sum = sum.plus(Sum {
            bytes: row.bytes,
            count: row.count,
        });
    }
    let row = |(file, Sum { bytes, count }): (&str, Sum)| ModuleRow {
        file: file.to_string(),
        bytes,
        count,
    };
    let mut rows: Vec<ModuleRow> = modules.into_iter().map(row).collect();
    sort_by(&mut rows, |a, b| b.bytes.cmp(&a.bytes));
    rows.truncate(TOP);
    rows
}
