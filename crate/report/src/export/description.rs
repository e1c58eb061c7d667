//! The description of a format.

use highwater_capture_state::CaptureState;

use super::subject::Subject;
use crate::frame_filter::FrameFilter;

/// The description of a format, which each has in a file of its own.
pub(super) trait Exporter {
    /// The name in a request.
    const NAME: &'static str;
    /// The name for a reader.
    const TITLE: &'static str;
    /// The end of its files' names, without the dot before it.
    const EXTENSION: &'static str;
    /// The media type of its files.
    const MEDIA_TYPE: &'static str;
    /// Its use and its readers, in a sentence.
    const DESCRIPTION: &'static str;
    /// Its writer.
    const WRITE: Write;
}

/// The writer of a format.
#[derive(Clone, Copy)]
pub(super) enum Write {
    /// It writes allocations with their stacks: the kinds of reports that have them.
    Stacks(fn(&Subject<'_>) -> Vec<u8>),
    /// It writes totals of the whole run, whatever kind of report is requested.
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
