use std::fmt;
use std::path::PathBuf;

use crate::Edit;

/// A row of the table that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The row.
    pub edit: Edit,
    /// The file that it is about, where the crate is known.
    pub path: Option<PathBuf>,
    /// What does not fit.
    pub reason: Reason,
}

/// A reason why an edit does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The workspace is not built from exactly one crate of the name.
    Crate {
        /// The versions of it that there are.
        versions: Vec<String>,
    },
    /// The crate has no such file.
    NoFile,
    /// The crate has the file that is to be new.
    FileExists,
    /// The file is to be searched for a function, and is no Rust that can be read.
    NotRust(String),
    /// The file has no function of the name.
    NoFunction {
        /// Functions of other types and modules that have the same last name.
        similar: Vec<String>,
    },
    /// Several functions have the name, of which one was to be replaced as a whole.
    Functions {
        /// Their paths.
        found: Vec<String>,
    },
    /// The anchor is not met exactly once.
    Anchor {
        /// How often it is met where it was looked for.
        count: usize,
        /// The lines of the file in which it is met at all, from 1.
        lines: Vec<usize>,
    },
    /// The text of `through` is not behind the anchor.
    NoThrough,
    /// The part that the edit names is, in part, that of another edit.
    Overlap {
        /// The other edit's anchor, or its function where it has none.
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
                write!(f, "the crate is met 0 times, and has to be met once")
            }
            Self::Crate { versions } => {
                let count = versions.len();
                let versions = versions.join(", ");
                write!(f, "the crate is met {count} times: in versions {versions}")
            }
            Self::NoFile => write!(f, "the crate has no such file"),
            Self::FileExists => write!(f, "the crate has the file that is to be new"),
            Self::NotRust(error) => write!(f, "the file is not read as Rust: {error}"),
            Self::NoFunction { similar } => {
                write!(f, "the function is met 0 times, and has to be met once")?;
                if similar.is_empty() {
                    return Ok(());
                }
                write!(f, "; the file has {}", similar.join(", "))
            }
            Self::Functions { found } => {
                let count = found.len();
                write!(f, "the function is met {count} times: {}", found.join(", "))
            }
            Self::Anchor { count, lines } => {
                write!(f, "the anchor is met {count} times, and has to be met once")?;
                if lines.is_empty() {
                    return Ok(());
                }
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                let lines = lines.join(", ");
                write!(f, "; the file has it in lines {lines}")
            }
            Self::NoThrough => write!(f, "the text of `through` is not behind the anchor"),
            Self::Overlap { other } => {
                write!(
                    f,
                    "a part of what it changes is changed by another edit: {other}"
                )
            }
        }
    }
}

impl Reason {
    fn advice(&self) -> &'static str {
        match self {
            Self::Crate { .. } => "look in Cargo.lock for the crate that has the code now",
            Self::NoFile => "look in the crate for the file that has the code now",
            Self::FileExists => "choose another name, or replace the file as a whole",
            Self::NotRust(_) => "leave `function` out, and choose an anchor that the file has once",
            Self::NoFunction { .. } => {
                "look in the file for the function that has the code now; one that a macro's \
                 arguments hold is not found: leave `function` out there"
            }
            Self::Functions { .. } => "name its type or module too, or `<Type as Trait>`",
            Self::Anchor { .. } => {
                "read the function, see whether the edit is still needed, and choose an anchor \
                 that it has once"
            }
            Self::NoThrough => "read the function, and choose where the part ends",
            Self::Overlap { .. } => "make one edit of both, or choose shorter anchors",
        }
    }
}
