//! Reports as files that other programs open.
//!
//! Every figure in a file is one that the report knows. What a format has a field for and a
//! capture cannot tell is left out; where the format insists, each module says what stands
//! there instead.

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
    // Between two instants any report is one of differences.
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
