//! The allocations by function: those live at an instant, or the temporary ones.

use std::collections::{BTreeMap, HashSet};

use highwater_capture_state::{Measure, NativeFrame, Sum};
use serde::Serialize;

use crate::kinds::description::KindDescription;
use crate::order::sort_by;
use crate::rows::Rows;
use crate::selection::Selection;
use crate::tree::{Tree, tree};

/// Rows by function, the one with most of its own first.
pub type Content = Rows<SummaryRow>;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    stacks: Some(Selection::live_or_temporary),
    takes_between: false,
    content: |capture, query, filter| {
        let (ticks, sums) = Selection::live_or_temporary(query).sums(capture)?;
        let tree = tree(capture.contexts(), &sums, filter);
        Ok((ticks, Rows::of(tree.total, by_function(&tree))))
    },
};

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
fn by_function(tree: &Tree<Sum>) -> Vec<SummaryRow> {
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
