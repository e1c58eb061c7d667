use std::fmt;
use std::path::PathBuf;

use crate::Edit;

/// A row of the table that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row.
    pub edit: Edit,
    /// The file of the edit, if the crate is known.
    pub path: Option<PathBuf>,
    /// The reason.
    pub reason: Reason,
}

/// The reason why an edit does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The build does not have exactly one crate with the name.
    Crate {
        /// The versions of the crate in the build.
        versions: Vec<String>,
    },
    /// The crate does not have the file.
    NoFile,
    /// The crate already has the new file.
    FileExists,
    /// The file, in which a function is searched, is not valid Rust.
    NotRust(String),
    /// The file has no function with the name.
    NoFunction {
        /// The paths of functions with the same last name.
        similar: Vec<String>,
    },
    /// Several functions have the name, but the whole function was to be replaced.
    Functions {
        /// Their paths.
        found: Vec<String>,
    },
    /// The anchor does not occur exactly once.
    Anchor {
        /// The number of occurrences in the searched part.
        count: usize,
        /// The lines of all occurrences in the file, from 1.
        lines: Vec<usize>,
    },
    /// The text of `through` does not occur after the anchor.
    NoThrough,
    /// The part of the edit overlaps that of another edit.
    Overlap {
        /// The other edit's anchor, or its function if it has no anchor.
        other: String,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Edit {
            crate_name,
            file,
            function,
            anchor,
            through,
            why,
            ..
        } = &self.edit;
        writeln!(f, "  crate:    {crate_name}")?;
        writeln!(f, "  file:     {file}")?;
        for (key, value) in [
            ("function:", function),
            ("anchor:  ", anchor),
            ("through: ", through),
        ] {
            if let Some(value) = value {
                writeln!(f, "  {key} {value}")?;
            }
        }
        writeln!(f, "  why:      {}", why.replace('\n', "\n            "))?;
        writeln!(f, "  problem:  {}", self.reason)?;
        write!(f, "  to do:    {}", self.reason.advice())?;
        match &self.path {
            Some(path) => write!(f, "\n  source:   {}", path.display()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Crate { versions } if versions.is_empty() => {
                write!(f, "the crate occurs 0 times instead of once")
            }
            Self::Crate { versions } => {
                let count = versions.len();
                let versions = versions.join(", ");
                write!(f, "the crate occurs {count} times: in versions {versions}")
            }
            Self::NoFile => write!(f, "the crate does not have the file"),
            Self::FileExists => write!(f, "the crate already has the new file"),
            Self::NotRust(error) => write!(f, "the file is not valid Rust: {error}"),
            Self::NoFunction { similar } => {
                write!(f, "the function occurs 0 times instead of once")?;
                if similar.is_empty() {
                    return Ok(());
                }
                write!(f, "; the file has {}", similar.join(", "))
            }
            Self::Functions { found } => {
                let count = found.len();
                write!(f, "the function occurs {count} times: {}", found.join(", "))
            }
            Self::Anchor { count, lines } => {
                write!(f, "the anchor occurs {count} times instead of once")?;
                if lines.is_empty() {
                    return Ok(());
                }
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                let lines = lines.join(", ");
                write!(f, "; the file has it in lines {lines}")
            }
            Self::NoThrough => write!(f, "the text of `through` does not occur after the anchor"),
            Self::Overlap { other } => {
                write!(f, "a part of its text is changed by another edit: {other}")
            }
        }
    }
}

impl Reason {
    fn advice(&self) -> &'static str {
        match self {
            Self::Crate { .. } => "find the crate with the code in Cargo.lock",
            Self::NoFile => "find the file with the code in the crate",
            Self::FileExists => "choose another name, or replace the file as a whole",
            Self::NotRust(_) => {
                "leave out `function`, and choose an anchor that occurs once in the file"
            }
            Self::NoFunction { .. } => {
                "find the function with the code in the file; functions in arguments of macros are \
                 not found: leave out `function` for these"
            }
            Self::Functions { .. } => "add its type or module, or write `<Type as Trait>`",
            Self::Anchor { .. } => {
                "read the function, check whether the edit is still needed, and choose an anchor \
                 that occurs once in it"
            }
            Self::NoThrough => "read the function, and choose the end of the part",
            Self::Overlap { .. } => "combine the edits, or choose shorter anchors",
        }
    }
}
