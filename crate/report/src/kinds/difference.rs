//! The tree of the changes between two instants.

use highwater_capture_state::NativeFrame;
use serde::Serialize;

use crate::changes::{Change, Changes, growth};
use crate::kinds::description::KindDescription;
use crate::query_error::QueryError;
use crate::selection::changes_between;
use crate::tree::{Tree, tree};
use crate::tree_node::parts;

/// A tree of differences.
pub type Content = Difference;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    // A change may be negative.
    stacks: None,
    takes_between: true,
    content: |capture, query, filter| {
        let between = query.between.ok_or(QueryError::NoBetween)?;
        let (ticks, changes) = changes_between(capture, between)?;
        Ok((ticks, (&tree(capture.contexts(), &changes, filter)).into()))
    },
};

/// A frame of a tree of differences: from an earlier instant to a later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The function's name; of the root, [`ROOT`](crate::ROOT).
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: u32,
    /// The data of a native frame; left out for other frames.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", tsify(type = "Partial<NativeFrame>"))]
    pub native: Option<NativeFrame>,
    /// The change of the frame and of all its callees.
    #[serde(flatten)]
    pub total: Changes,
    /// The growth of its own bytes.
    pub own_bytes: i64,
    /// The growth of its own allocations.
    pub own_count: i64,
    /// The frames of its callees, the largest at either instant first.
    pub children: Vec<Difference>,
}

impl From<&Tree<Change>> for Difference {
    fn from(tree: &Tree<Change>) -> Self {
        let (name, file, line, native) = parts(tree.frame.as_ref());
        let own = tree.own;
        Self {
            name,
            file,
            line,
            native,
            total: tree.total.into(),
            own_bytes: growth(own.before.bytes, own.after.bytes),
            own_count: growth(own.before.count, own.after.count),
            children: tree.children.iter().map(Self::from).collect(),
        }
    }
}
