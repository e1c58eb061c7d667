//! Allocations by location: those live at an instant, the temporary ones, or the changes between
//! two instants.

use highwater_capture_state::{Frame, NativeFrame};
use serde::Serialize;

use crate::changes::{Change, Changes};
use crate::kinds::description::KindDescription;
use crate::locations::{TableRow, by_frame, own_by_frame};
use crate::rows::Rows;
use crate::selection::{Selection, changes_between};
use crate::tree::{Tree, tree};
use crate::tree_node::parts;

/// A table of locations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// Sums, the largest first.
    Sums(Rows<TableRow>),
    /// Changes between two instants, the largest first.
    Changes(DifferenceRows),
}

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    stacks: Some(Selection::live_or_temporary),
    takes_between: true,
    content: |capture, query, filter| {
        if let Some(between) = query.between {
            let (ticks, changes) = changes_between(capture, between)?;
            let tree = tree(capture.contexts(), &changes, filter);
            return Ok((ticks, Content::Changes(changes_by_frame(&tree))));
        }
        let (ticks, sums) = Selection::live_or_temporary(query).sums(capture)?;
        let tree = tree(capture.contexts(), &sums, filter);
        Ok((ticks, Content::Sums(Rows::of(tree.total, by_frame(&tree)))))
    },
};

/// A location and the change of its own allocations between two instants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct DifferenceRow {
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
    /// The change.
    #[serde(flatten)]
    pub own: Changes,
}

/// The own changes of each frame, the largest at either instant first.
fn changes_by_frame(tree: &Tree<Change>) -> DifferenceRows {
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
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct DifferenceRows {
    /// The sum of all rows.
    #[serde(flatten)]
    pub total: Changes,
    /// The rows.
    pub rows: Vec<DifferenceRow>,
}
