//! The tree of the allocations that were freed soon.

use crate::kinds::description::KindDescription;
use crate::selection::Selection;
use crate::tree::tree;
use crate::tree_node::TreeNode;

/// A tree of frames: the root, with its children.
pub type Content = TreeNode;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    stacks: Some(Selection::temporary),
    takes_between: false,
    content: |capture, query, filter| {
        let (ticks, sums) = Selection::temporary(query).sums(capture)?;
        Ok((ticks, (&tree(capture.contexts(), &sums, filter)).into()))
    },
};
