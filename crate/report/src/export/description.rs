//! Descriptions of formats.

use highwater_capture_state::CaptureState;

use super::subject::Subject;
use crate::frame_filter::FrameFilter;

/// The description of a format, in a file for each.
pub(super) trait Exporter {
    /// The name in a request.
    const NAME: &'static str;
    /// The name for display.
    const TITLE: &'static str;
    /// The extension of its files, without the leading dot.
    const EXTENSION: &'static str;
    /// The media type of its files.
    const MEDIA_TYPE: &'static str;
    /// A sentence about its use and the programs that open it.
    const DESCRIPTION: &'static str;
    /// Its writer.
    const WRITE: Write;
}

/// The writer of a format.
#[derive(Clone, Copy)]
pub(super) enum Write {
    /// A writer of allocations with their stacks, for the kinds of reports that have them.
    Stacks(fn(&Subject<'_>) -> Vec<u8>),
    /// A writer of totals of the whole run, for any kind of report.
    Run(fn(&CaptureState, &FrameFilter<'_>) -> Vec<u8>),
}

/// An [`Exporter`] as a value.
pub(super) struct FormatDescription {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) extension: &'static str,
    pub(super) media_type: &'static str,
    pub(super) description: &'static str,
    pub(super) write: Write,
}

impl FormatDescription {
    pub(super) const fn of<E: Exporter>() -> Self {
        Self {
            name: E::NAME,
            title: E::TITLE,
            extension: E::EXTENSION,
            media_type: E::MEDIA_TYPE,
            description: E::DESCRIPTION,
            write: E::WRITE,
        }
    }
}
