//! Formats, for display as choices.

use serde::Serialize;

use crate::kind::Kind;

/// A format for exports of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct ExportFormat {
    /// The name in a request.
    pub name: &'static str,
    /// The name for display.
    pub title: &'static str,
    /// The extension of its files, without the leading dot.
    pub extension: &'static str,
    /// The media type of its files.
    pub media_type: &'static str,
    /// A sentence about its use and the programs that open it.
    pub description: &'static str,
    /// The kinds of reports that it supports.
    pub kinds: Vec<Kind>,
}
