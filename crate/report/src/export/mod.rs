//! Reports as files for other programs.
//!
//! Each figure in a file is one of the report's. Fields of a format without a counterpart in a
//! capture are left out; each module describes the values of those that its format requires.

mod description;
mod error;
mod formats;
mod gzip;
mod stacks;
mod subject;
mod text;

use highwater_capture_state::CaptureState;

use crate::frame_filter::FrameFilter;
use crate::kind::Kind;
use crate::query::Query;
use crate::query_error::QueryError;
use crate::symbols::Symbols;
use description::Write;
use subject::Subject;

pub use error::ExportError;
pub use formats::{Format, UnknownFormat};

/// A report as a file of a format.
pub(crate) fn export(
    capture: &CaptureState,
    symbols: &Symbols,
    format: Format,
    query: &Query,
) -> Result<Vec<u8>, ExportError> {
    let between = query.between.is_some();
    if between && !query.kind.takes_between() {
        return Err(QueryError::Between(query.kind).into());
    }
    // Between two instants, the exported kind is the difference.
    let kind = if between {
        Kind::Difference
    } else {
        query.kind
    };
    let refused = ExportError::NotExported { kind, format };
    match format.write() {
        Write::Run(write) => Ok(write(capture, &FrameFilter::of(query, capture, symbols)?)),
        Write::Stacks(write) => {
            let selection = kind.stacks().ok_or(refused)?(query);
            let (ticks, sums) = selection.node_sums(capture)?;
            Ok(write(&Subject {
                capture,
                filter: FrameFilter::of(query, capture, symbols)?,
                selection,
                ticks,
                sums,
            }))
        }
    }
}
