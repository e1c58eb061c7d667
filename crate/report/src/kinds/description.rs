//! Descriptions of kinds of reports.

use highwater_capture_state::CaptureState;

use crate::frame_filter::FrameFilter;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::selection::Selection;

/// A function that selects the allocations for a query.
pub(crate) type Select = fn(&Query) -> Selection;

/// A function that creates a report: the ticks at its instant, and its content.
pub(crate) type Make<C> =
    fn(&CaptureState, &Query, &FrameFilter<'_>) -> Result<(u64, C), QueryError>;

/// The description of a kind of report with content of type `C`.
pub(crate) struct KindDescription<C> {
    /// The allocations with stacks in an export of the report; `None` if some of its bytes have no
    /// stack.
    pub(crate) stacks: Option<Select>,
    /// True if it can show the change between two instants.
    pub(crate) takes_between: bool,
    /// Creates a report of the kind.
    pub(crate) content: Make<C>,
}
