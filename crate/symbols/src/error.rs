//! Why a debug file is refused.

use std::error::Error;
use std::fmt;

/// Why a debug file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SymbolsError {
    /// The bytes are no WebAssembly module, or one that is damaged: what is wrong, in words.
    Module(String),
    /// The module says of no build, or of one in another form than 16 bytes, that it is about it.
    BuildId,
    /// A custom section that is needed is not there: its name.
    Missing(&'static str),
    /// The debug information is damaged: what is wrong, in words.
    Damaged(String),
    /// The debug information is nested deeper, or repeats itself more, than that of any program:
    /// reading it might never end.
    Excessive,
}

impl fmt::Display for SymbolsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(what) => {
                write!(
                    f,
                    "the debug file is not a whole WebAssembly module: {what}"
                )
            }
            Self::BuildId => f.write_str(
                "the debug file does not say which build it is of: it has no build_id of 16 bytes",
            ),
            Self::Missing(section) => {
                write!(
                    f,
                    "the debug file has no debug information: {section} is missing"
                )
            }
            Self::Damaged(what) => write!(f, "the debug information is damaged: {what}"),
            Self::Excessive => f.write_str(
                "the debug information is damaged: it is nested or repeated beyond measure",
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
