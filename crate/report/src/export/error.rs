//! The reasons why a report has no file.

use std::fmt;

use super::formats::Format;
use crate::kind::Kind;
use crate::query_error::QueryError;

/// The reason why a report has no file of a format.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExportError {
    /// The query has no answer.
    Query(QueryError),
    /// The format cannot hold such a report.
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
