//! The live allocations by cause.

use highwater_capture_state::{Contexts, Measure, Sum};
use serde::Serialize;

use crate::kinds::description::KindDescription;
use crate::rows::Rows;
use crate::selection::Selection;

/// Rows by cause, in the order of the causes; allocations without one come last.
pub type Content = Rows<CauseRow>;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    // A row has no location.
    stacks: None,
    takes_between: false,
    content: |capture, query, _| {
        let (ticks, sums) = Selection::live(query).sums(capture)?;
        let rows = by_cause(capture.contexts(), &capture.program().causes, &sums);
        Ok((ticks, rows))
    },
};

/// The name of the row for allocations without a cause.
const REST: &str = "the rest";

/// The live allocations of a cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CauseRow {
    /// The cause's name; `the rest` for allocations without one.
    pub cause: String,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
    /// The share of all live bytes, in percent.
    pub percent: f64,
}

/// The sums by cause, for causes with these names.
fn by_cause(contexts: &Contexts, names: &[String], sums: &[Sum]) -> Rows<CauseRow> {
    let mut causes = vec![Sum::default(); names.len()];
    let mut rest = Sum::default();
    for (node, sum) in sums.iter().enumerate() {
        let cause = contexts.cause(node);
        let cause = cause.and_then(|cause| causes.get_mut(usize::from(cause.number())));
        let total = cause.unwrap_or(&mut rest);
        *total = total.plus(*sum);
    }
    causes.push(rest);
    let all = causes.iter().copied().fold(Sum::default(), Measure::plus);
    let names = names.iter().map(String::as_str).chain([REST]);
    // A share needs no more digits than a float has.
    #[allow(clippy::cast_precision_loss)]
    let percent = |bytes: u64| {
        if all.bytes == 0 {
            0.0
        } else {
            100.0 * bytes as f64 / all.bytes as f64
        }
    };
    let row = |(cause, Sum { bytes, count }): (&str, Sum)| CauseRow {
        cause: cause.to_string(),
        bytes,
        count,
        percent: percent(bytes),
    };
    Rows::of(all, names.zip(causes).map(row).collect())
}
