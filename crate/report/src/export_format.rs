//! Formats as a reader chooses one.

use serde::Serialize;

use crate::kind::Kind;

/// A format that reports can be exported in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExportFormat {
    /// The name in a request.
    pub name: &'static str,
    /// The name for a reader.
    pub title: &'static str,
    /// The end of its files' names, without the dot before it.
    pub extension: &'static str,
    /// The media type of its files.
    pub media_type: &'static str,
    /// Its use and its readers, in a sentence.
    pub description: &'static str,
    /// The kinds of reports that it can hold.
    pub kinds: Vec<Kind>,
}
