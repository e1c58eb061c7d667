//! The tree of the allocations that were live at an instant, or of the temporary ones.

use crate::kinds::description::KindDescription;
use crate::selection::Selection;
use crate::tree::tree;
use crate::tree_node::TreeNode;

/// A tree of frames: the root, with its children.
pub type Content = TreeNode;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    stacks: Some(Selection::live_or_temporary),
    takes_between: false,
    content: |capture, query, filter| {
        let (ticks, sums) = Selection::live_or_temporary(query).sums(capture)?;
        Ok((ticks, (&tree(capture.contexts(), &sums, filter)).into()))
    },
};
