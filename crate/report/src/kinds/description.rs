//! The description of a kind of report.

use highwater_capture_state::CaptureState;

use crate::frame_filter::FrameFilter;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::selection::Selection;

/// Selects the allocations that a query is about.
pub(crate) type Select = fn(&Query) -> Selection;

/// Makes a report: the ticks at its instant, and its content.
pub(crate) type Make<C> =
    fn(&CaptureState, &Query, &FrameFilter<'_>) -> Result<(u64, C), QueryError>;

/// The description of a kind of report, whose content is a `C`.
pub(crate) struct KindDescription<C> {
    /// The allocations whose stacks an export of such a report has; `None` where not each of its
    /// bytes has a stack.
    pub(crate) stacks: Option<Select>,
    /// Whether it can show the change between two instants.
    pub(crate) takes_between: bool,
    /// Makes a report of the kind.
    pub(crate) content: Make<C>,
}
