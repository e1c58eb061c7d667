//! Sums by node, as a tree of frames.

use std::collections::HashMap;

use highwater_capture::Location;
use highwater_capture_state::{Contexts, Frame, Measure};

use crate::frame_filter::FrameFilter;
use crate::order::sort_by;
use crate::table::Table;

/// A frame with the sums of its allocations and those of its callees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree<M> {
    /// The frame; `None` for the root.
    pub frame: Option<Frame>,
    /// The sum of the frame and all frames below it.
    pub total: M,
    /// The sum of the frame alone.
    pub own: M,
    /// The frames of its callees, the largest first.
    pub children: Vec<Self>,
}

/// The maximum depth of a path in a tree: deeper allocations are attributed to the deepest frame
/// shown. Python's own limit is 1,000; trees are read recursively.
const MOST_DEPTH: u32 = 1200;

/// A node of the tree under construction.
struct Branch<M> {
    frame: Option<Frame>,
    depth: u32,
    own: M,
    children: Vec<usize>,
}

impl<M: Measure> Branch<M> {
    fn new(frame: Option<Frame>, depth: u32) -> Self {
        Self {
            frame,
            depth,
            own: M::default(),
            children: Vec::new(),
        }
    }
}

/// The tree of frames with the measures of the calling-context tree's nodes. Frames without
/// allocations of their own or of callees are left out.
pub fn tree<M: Measure>(contexts: &Contexts, measures: &[M], filter: &FrameFilter<'_>) -> Tree<M> {
    let mut branches = vec![Branch::new(None, 0)];
    // The branch of each node: that of its nearest ancestor in the report, or its own.
    let mut branch_of = vec![0; contexts.count()];
    // Frames by number, since they are compared often and contain texts.
    let mut frames = Table::default();
    let mut frames_of: HashMap<Location, Vec<usize>> = HashMap::new();
    let mut known = HashMap::new();
    for node in 1..contexts.count() {
        let (parent, location) = contexts.node(node);
        let mut branch = branch_of[parent];
        let shown = location.map(|location| {
            &*frames_of.entry(location).or_insert_with(|| {
                let shown = filter.frames(contexts, location);
                shown
                    .into_iter()
                    .map(|frame| frames.number(frame))
                    .collect()
            })
        });
        for &frame in shown.into_iter().flatten() {
            let depth = branches[branch].depth + 1;
            if depth > MOST_DEPTH {
                break;
            }
            branch = *known.entry((branch, frame)).or_insert_with(|| {
                branches.push(Branch::new(Some(frames.rows[frame].clone()), depth));
                let new = branches.len() - 1;
                branches[branch].children.push(new);
                new
            });
        }
        branch_of[node] = branch;
    }
    for (measure, branch) in measures.iter().zip(branch_of) {
        let own: &mut M = &mut branches[branch].own;
        *own = own.plus(*measure);
    }
    assembled(branches)
}

/// Assembles the branches from the last, which has no children, to the root.
fn assembled<M: Measure>(branches: Vec<Branch<M>>) -> Tree<M> {
    let mut trees: Vec<Option<Tree<M>>> = branches.iter().map(|_| None).collect();
    for (index, branch) in branches.into_iter().enumerate().rev() {
        let own = branch.own;
        let mut children: Vec<Tree<M>> = branch
            .children
            .iter()
            .filter_map(|&child| trees[child].take())
            .collect();
        sort_by(&mut children, |a, b| {
            b.total
                .weight()
                .cmp(&a.total.weight())
                .then_with(|| a.frame.cmp(&b.frame))
        });
        let total = children
            .iter()
            .fold(own, |total, child| total.plus(child.total));
        if index == 0 || !total.is_nothing() {
            trees[index] = Some(Tree {
                frame: branch.frame,
                total,
                own,
                children,
            });
        }
    }
    trees.swap_remove(0).unwrap_or(Tree {
        frame: None,
        total: M::default(),
        own: M::default(),
        children: Vec::new(),
    })
}
