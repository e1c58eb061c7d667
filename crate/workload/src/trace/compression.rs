//! Compression of files, recognised by the first bytes.

use std::fmt;
use std::io::{self, BufReader, Chain, Cursor, Read};

use flate2::bufread::MultiGzDecoder;

use super::frames::Frames;

/// A source with the bytes that were read from it put back.
type Restored<R> = BufReader<Chain<Cursor<Vec<u8>>, R>>;

/// The bytes of a source, decompressed if they are gzip or zstd.
pub(super) struct Decompressed<R>(State<R>);

enum State<R> {
    Unknown(R),
    Plain(Restored<R>),
    Gzip(MultiGzDecoder<Restored<R>>),
    Zstd(Box<Frames<Restored<R>>>),
    /// The source failed.
    Failed,
}

impl<R: Read> Decompressed<R> {
    pub(super) const fn new(source: R) -> Self {
        Self(State::Unknown(source))
    }
}

impl<R: Read> Read for Decompressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let State::Unknown(_) = self.0
            && let State::Unknown(source) = std::mem::replace(&mut self.0, State::Failed)
        {
            self.0 = recognised(source)?;
        }
        match &mut self.0 {
            State::Plain(source) => source.read(buffer),
            State::Gzip(decoder) => decoder.read(buffer),
            State::Zstd(frames) => frames.read(buffer),
            State::Unknown(_) | State::Failed => Ok(0),
        }
    }
}

impl<R> fmt::Debug for Decompressed<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            State::Unknown(_) => "Unknown",
            State::Plain(_) => "Plain",
            State::Gzip(_) => "Gzip",
            State::Zstd(_) => "Zstd",
            State::Failed => "Failed",
        })
    }
}

/// The source with its compression, by its first four bytes.
fn recognised<R: Read>(mut source: R) -> io::Result<State<R>> {
    let mut first = Vec::new();
    source.by_ref().take(4).read_to_end(&mut first)?;
    let gzip = is_gzip(&first);
    let zstd = is_zstd(&first);
    let restored = BufReader::new(Cursor::new(first).chain(source));
    Ok(if gzip {
        State::Gzip(MultiGzDecoder::new(restored))
    } else if zstd {
        State::Zstd(Box::new(Frames::new(restored)))
    } else {
        State::Plain(restored)
    })
}

/// RFC 1952: two bytes that identify the format, the method deflate, and flags, of which the upper
/// three are 0.
const fn is_gzip(first: &[u8]) -> bool {
    matches!(first, [0x1f, 0x8b, 8, 0..32])
}

/// RFC 8878: a frame, or one to skip.
const fn is_zstd(first: &[u8]) -> bool {
    matches!(
        first,
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..0x60, 0x2a, 0x4d, 0x18]
    )
}
