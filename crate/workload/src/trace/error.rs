use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;

/// The maximum number of characters quoted in an error.
const QUOTED: usize = 40;

/// A text for an error, shortened if it is long.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}

/// The unit in which a trace is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A line of text.
    Line,
    /// A record of this number of bytes.
    Record(usize),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Line => "line",
            Self::Record(_) => "record",
        })
    }
}

/// The error for a trace that cannot be read.
///
/// It prints the number of the line or record, from 1, its text and the fault:
/// `line 3 "1x": not a whole number`. Bytes of a record are printed as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceError {
    /// The line or record; `None` if the file cannot be opened.
    place: Option<(Unit, u64)>,
    /// The text; `None` if it is unknown.
    written: Option<String>,
    problem: String,
}

impl TraceError {
    pub(super) fn new(unit: Unit, number: u64, bytes: &[u8], problem: String) -> Self {
        let written = match unit {
            // Any byte is at most one character.
            Unit::Line => quoted(&String::from_utf8_lossy(bytes)),
            Unit::Record(_) => bytes.iter().fold(String::new(), |digits, byte| {
                digits + &format!("{byte:02x}")
            }),
        };
        Self {
            place: Some((unit, number)),
            written: Some(written),
            problem,
        }
    }

    /// The error of the source of a line or record.
    pub(super) fn reading(unit: Unit, number: u64, error: &io::Error) -> Self {
        Self {
            place: Some((unit, number)),
            written: None,
            problem: format!("it cannot be read: {error}"),
        }
    }

    pub(super) fn opening(path: &Path, error: &io::Error) -> Self {
        Self {
            place: None,
            written: Some(path.display().to_string()),
            problem: format!("it cannot be opened: {error}"),
        }
    }

    /// The number of the line or record, from 1; 0 if the file cannot be opened.
    pub const fn number(&self) -> u64 {
        match self.place {
            Some((_, number)) => number,
            None => 0,
        }
    }

    /// The text of the line, shortened if it is long, or the hexadecimal digits of the record.
    /// Empty if it cannot be read.
    pub fn written(&self) -> &str {
        self.written.as_deref().unwrap_or_default()
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((unit, number)) => write!(f, "{unit} {number}")?,
            None => f.write_str("file")?,
        }
        // Quoted with escapes, so that no character of the text affects the output.
        if let Some(written) = &self.written {
            write!(f, " {written:?}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl Error for TraceError {}
