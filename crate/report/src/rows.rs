//! Lists of rows with their sums.

use highwater_capture_state::Sum;
use serde::Serialize;

/// A list of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Rows<R> {
    /// The sum over all rows in bytes.
    pub bytes: u64,
    /// The sum over all rows in allocations.
    pub count: u64,
    /// The rows.
    pub rows: Vec<R>,
}

impl<R> Rows<R> {
    /// Rows with this sum.
    pub(crate) fn of(Sum { bytes, count }: Sum, rows: Vec<R>) -> Self {
        Self { bytes, count, rows }
    }
}
