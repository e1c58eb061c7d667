//! The lines or records of a file.

use std::io::{BufRead, BufReader, Read};

use super::compression::Decompressed;
use super::error::{TraceError, Unit};

/// The maximum length of a line, in bytes: a file without line ends takes little memory.
const LONGEST_LINE: usize = 1 << 16;

/// The byte order mark, which some programs write at the beginning of a text.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines or records of a source, one after the other.
#[derive(Debug)]
pub(super) struct Chunks<R> {
    unit: Unit,
    source: BufReader<Decompressed<R>>,
    bytes: Vec<u8>,
    number: u64,
}

impl<R: Read> Chunks<R> {
    pub(super) fn new(unit: Unit, source: R) -> Self {
        Self {
            unit,
            source: BufReader::new(Decompressed::new(source)),
            bytes: Vec::new(),
            number: 0,
        }
    }

    /// Reads the next line or record. Returns `false` at the end.
    pub(super) fn advance(&mut self) -> Result<bool, TraceError> {
        self.bytes.clear();
        self.number += 1;
        let read = match self.unit {
            Unit::Line => (&mut self.source)
                .take(LONGEST_LINE as u64 + 1)
                .read_until(b'\n', &mut self.bytes),
            Unit::Record(length) => (&mut self.source)
                .take(length as u64)
                .read_to_end(&mut self.bytes),
        };
        // The bytes before the error of a source are no complete line or record.
        let read = read.map_err(|error| TraceError::reading(self.unit, self.number, &error))?;
        match self.unit {
            Unit::Line => {
                if self.bytes.len() > LONGEST_LINE {
                    return Err(self.error(format!("longer than {LONGEST_LINE} bytes")));
                }
                self.strip_line();
            }
            Unit::Record(length) => {
                if read > 0 && read < length {
                    let problem = format!("the file ends after {read} of {length} bytes");
                    return Err(self.error(problem));
                }
            }
        }
        Ok(read > 0)
    }

    /// The last line, without its end, or the last record.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The error for the last line or record.
    pub(super) fn error(&self, problem: String) -> TraceError {
        TraceError::new(self.unit, self.number, &self.bytes, problem)
    }

    fn strip_line(&mut self) {
        if self.bytes.ends_with(b"\n") {
            self.bytes.pop();
        }
        if self.bytes.ends_with(b"\r") {
            self.bytes.pop();
        }
        if self.number == 1 && self.bytes.starts_with(MARK) {
            self.bytes.drain(..MARK.len());
        }
    }
}
