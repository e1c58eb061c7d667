//! Errors of exports.

use std::fmt;

use super::formats::Format;
use crate::kind::Kind;
use crate::query_error::QueryError;

/// The reason for not exporting a report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExportError {
    /// The query has no answer.
    Query(QueryError),
    /// The format does not support this kind of report.
    NotExported {
        /// The kind of report.
        kind: Kind,
        /// The format.
        format: Format,
    },
}

impl From<QueryError> for ExportError {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(error) => error.fmt(f),
            Self::NotExported { kind, format } => {
                let allowed: Vec<&str> = format.kinds().iter().map(|kind| kind.name()).collect();
                write!(
                    f,
                    "kind “{}” cannot be exported as {format}: allowed are {}",
                    kind.name(),
                    allowed.join(", ")
                )
            }
        }
    }
}

impl std::error::Error for ExportError {}
