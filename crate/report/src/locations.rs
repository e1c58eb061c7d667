//! Sums by location: a frame, over all paths.

use std::collections::HashMap;

use highwater_capture_state::{Frame, Measure, NativeFrame, Sum};
use serde::Serialize;

use crate::order::sort_by;
use crate::tree::Tree;
use crate::tree_node::parts;

/// A location and its own allocations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TableRow {
    /// The function's name.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: u32,
    /// The data of a native frame; left out for other frames.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", tsify(type = "Partial<NativeFrame>"))]
    pub native: Option<NativeFrame>,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
}

/// The own sums of each frame over all paths, the largest first.
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

/// The own measures of each frame over all paths, the largest first.
pub(crate) fn own_by_frame<M: Measure>(tree: &Tree<M>) -> Vec<(Option<&Frame>, M)> {
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
