//! The allocations to export.

use highwater_capture_state::{CaptureState, NodeSums, Sum};

use super::stacks::Stacks;
use crate::frame_filter::FrameFilter;
use crate::selection::Selection;
use crate::tree::{Tree, tree};

/// The allocations to export.
pub(super) struct Subject<'a> {
    pub(super) capture: &'a CaptureState,
    pub(super) filter: FrameFilter<'a>,
    pub(super) selection: Selection,
    /// The ticks at the instant.
    pub(super) ticks: u64,
    /// The sums of each node: the exported allocations as the live ones, and if known, all
    /// allocations up to the instant.
    pub(super) sums: Vec<NodeSums>,
}

impl Subject<'_> {
    /// The meaning of the figures, such as `live at the high-water mark, 12 calls`.
    pub(super) fn title(&self) -> String {
        let what = match self.selection {
            Selection::Peak => "live at the high-water mark",
            Selection::NotFreed(_) => "not freed",
            Selection::Temporary(_) => "temporary allocations",
            Selection::Live(_) => "live",
        };
        format!(
            "{what}, {} {}",
            self.ticks,
            self.capture.program().ticks_name()
        )
    }

    /// The tree of a figure of each node.
    pub(super) fn tree(&self, figure: fn(&NodeSums) -> Sum) -> Tree<Sum> {
        let sums: Vec<Sum> = self.sums.iter().map(figure).collect();
        tree(self.capture.contexts(), &sums, &self.filter)
    }

    /// The stacks of the live allocations.
    pub(super) fn stacks(&self) -> Stacks {
        Stacks::of(&self.tree(|sums| sums.live), None)
    }

    /// The stacks of the live allocations and of all allocations up to the instant.
    pub(super) fn stacks_and_allocated(&self) -> Stacks {
        let allocated = self.tree(|sums| sums.allocated);
        Stacks::of(&self.tree(|sums| sums.live), Some(&allocated))
    }
}

/// The facts of the run, such as `policy=class/unbounded ranges=30`.
pub(super) fn facts(capture: &CaptureState) -> String {
    let settings = capture.program().settings.iter();
    let facts: Vec<String> = settings
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    facts.join(" ")
}
