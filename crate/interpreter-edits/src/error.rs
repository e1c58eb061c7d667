use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::Problem;

/// The reason for not creating copies.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The table is invalid.
    Table {
        /// The path of the table.
        path: PathBuf,
        /// The fault, with its row or line.
        message: String,
    },
    /// Rows of the table do not fit the crates; the list is complete.
    Unfit(Vec<Problem>),
    /// Cargo failed to list the crates of the workspace.
    Cargo(String),
    /// A file cannot be read or written.
    File {
        /// Its path.
        path: PathBuf,
        /// The system's error.
        error: io::Error,
    },
}

impl Error {
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |error| Self::File { path, error }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Table { path, message } => write!(f, "{}: {message}", path.display()),
            Self::Unfit(problems) => {
                let (count, verb) = match problems.len() {
                    1 => ("1 edit".to_owned(), "does"),
                    several => (format!("{several} edits"), "do"),
                };
                write!(f, "{count} of the table {verb} not fit the crates' source")?;
                for problem in problems {
                    write!(f, "\n\n{problem}")?;
                }
                Ok(())
            }
            Self::Cargo(message) => write!(f, "cargo metadata: {message}"),
            Self::File { path, error } => write!(f, "{}: {error}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
