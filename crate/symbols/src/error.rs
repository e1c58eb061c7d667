//! Errors of debug files.

use std::error::Error;
use std::fmt;

/// The reason for refusing a debug file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SymbolsError {
    /// The bytes are not a WebAssembly module, or a damaged one, with the fault as text.
    Module(String),
    /// The module has no identity of a build, or one that is not 16 bytes long.
    BuildId,
    /// A required custom section, with this name, is missing.
    Missing(&'static str),
    /// The debug information is damaged, with the fault as text.
    Damaged(String),
    /// The debug information is nested deeper, or repeated more often, than that of any program:
    /// reading it might never end.
    Excessive,
}

impl fmt::Display for SymbolsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(what) => {
                write!(
                    f,
                    "the debug file is not a complete WebAssembly module: {what}"
                )
            }
            Self::BuildId => f.write_str(
                "the debug file has no identity of a build: it has no build_id of 16 bytes",
            ),
            Self::Missing(section) => {
                write!(
                    f,
                    "the debug file has no debug information: {section} is missing"
                )
            }
            Self::Damaged(what) => write!(f, "the debug information is damaged: {what}"),
            Self::Excessive => f.write_str(
                "the debug information is damaged: it is nested or repeated excessively",
            ),
        }
    }
}

impl Error for SymbolsError {}

impl From<gimli::Error> for SymbolsError {
    fn from(error: gimli::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
