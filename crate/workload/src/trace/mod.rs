//! Readers of trace files.

mod chunks;
mod compression;
mod error;
mod formats;
mod frames;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::request::Request;

use chunks::Chunks;
pub(crate) use error::quoted;
pub use error::{TraceError, Unit};
use formats::Reader;
pub use formats::{Format, FormatDescription};

/// Requests that follow each other: those of one line or record of a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Batch {
    /// The key of the first request. Each further one has the next key.
    key: u64,
    /// The number of requests.
    count: u64,
    /// The size of each.
    size: u64,
}

impl Batch {
    /// A request.
    const fn one(key: u64, size: u64) -> Self {
        Self {
            key,
            count: 1,
            size,
        }
    }
}

/// The requests of a trace file, plain or compressed by gzip or zstd.
///
/// The file is read as a stream, in memory that its length does not affect. Compression is
/// recognised by the first bytes.
///
/// A line that cannot be read is an error with its number and its text, after all requests before
/// it; the error ends the trace. [`read_all`](Self::read_all) returns the requests of an intact
/// trace, and [`read_intact`](Self::read_intact) also those before an error.
///
/// ```
/// use highwater_workload::{Format, Trace};
///
/// let file = "key,size\n7,100\n8,1OO\n9,100\n";
/// let error = Trace::new(Format::Csv, file.as_bytes()).read_all().unwrap_err();
/// assert_eq!(error.to_string(), "line 3 \"8,1OO\": size \"1OO\" is not a whole number");
///
/// let (requests, error) = Trace::new(Format::Csv, file.as_bytes()).read_intact();
/// assert_eq!(requests.len(), 1);
/// assert_eq!(error.map(|error| error.number()), Some(3));
/// ```
#[derive(Debug)]
pub struct Trace<R> {
    chunks: Chunks<R>,
    reader: Reader,
    /// The requests of the last line that are still to come.
    batch: Batch,
    ended: bool,
}

impl Trace<File> {
    /// Opens a file, whose format is determined by the name: see [`Format::of_path`].
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, TraceError> {
        let format = Format::of_path(path.as_ref());
        Self::open_as(format, path)
    }

    /// Opens a file of this format.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open_as(format: Format, path: impl AsRef<Path>) -> Result<Self, TraceError> {
        let path = path.as_ref();
        File::open(path)
            .map(|file| Self::new(format, file))
            .map_err(|error| TraceError::opening(path, &error))
    }
}

impl<R: Read> Trace<R> {
    /// The trace in these bytes, of this format.
    pub fn new(format: Format, source: R) -> Self {
        Self {
            chunks: Chunks::new(format.unit(), source),
            reader: Reader::new(format),
            batch: Batch::default(),
            ended: false,
        }
    }

    /// All requests of an intact trace.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read_all(self) -> Result<Vec<Request>, TraceError> {
        self.collect()
    }

    /// The requests before the first error, and the error.
    pub fn read_intact(mut self) -> (Vec<Request>, Option<TraceError>) {
        let mut error = None;
        let requests = self
            .by_ref()
            .map_while(|request| request.map_err(|problem| error = Some(problem)).ok())
            .collect();
        (requests, error)
    }

    /// Reads the next line or record.
    fn advance(&mut self) -> Result<Option<Batch>, TraceError> {
        if !self.chunks.advance()? {
            return Ok(None);
        }
        self.reader
            .read(self.chunks.bytes())
            .map(Some)
            .map_err(|problem| self.chunks.error(problem))
    }
}

impl<R: Read> Iterator for Trace<R> {
    type Item = Result<Request, TraceError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.batch.count == 0 && !self.ended {
            match self.advance() {
                Ok(Some(batch)) => self.batch = batch,
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        self.batch.count = self.batch.count.checked_sub(1)?;
        let Batch { key, size, .. } = self.batch;
        // A reader's last key is at most the largest number.
        self.batch.key = key.wrapping_add(1);
        Some(Ok(Request { key, size }))
    }
}

impl<R: Read> std::iter::FusedIterator for Trace<R> {}
