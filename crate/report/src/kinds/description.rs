//! The description of a kind of report.

use crate::capture_state::CaptureState;
use crate::frame_filter::FrameFilter;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::selection::Selection;

/// Selects the allocations that a query is about.
pub(crate) type Select = fn(&Query) -> Selection;

/// The description of a kind of report, whose content is a `C`.
pub(crate) struct KindDescription<C> {
    /// The allocations whose stacks an export of such a report has; `None` where not each of its
    /// bytes has a stack.
    pub(crate) stacks: Option<Select>,
    /// Whether it can show the change between two instants.
    pub(crate) takes_between: bool,
    /// The ticks at the instant of a report, and its content.
    pub(crate) content: fn(&CaptureState, &Query, &FrameFilter<'_>) -> Result<(u64, C), QueryError>,
}
