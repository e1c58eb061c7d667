//! Offsets to frames.

use std::fmt;

use addr2line::{Context, Frame};
use serde::Serialize;

use crate::debug_file::{Bytes, DebugFile, NAMES_SECTION};
use crate::names::Names;
use crate::source::Source;
use crate::{SymbolsError, limits, name};

/// A function at an offset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SymbolFrame {
    /// The function's name, shortened for reading: `num_bigint::biguint::BigUint::normalize`.
    pub function: String,
    /// The package that its source belongs to, and `std` for the whole standard library; none
    /// where the file does not tell. By names alone it is the crate that the name begins with.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// The package with its version and the path in it: `num-bigint 0.5.1: src/biguint.rs`.
    /// Never a path of the machine that built it.
    pub file: Option<String>,
    /// The line, from 1; none for code that the compiler made up.
    pub line: Option<u32>,
    /// Whether it has no code of its own here: its caller, the frame before it, holds it.
    pub inlined: bool,
}

/// The debug information of one build.
pub struct Symbols {
    build_id: String,
    known: Known,
}

/// What a debug file has.
enum Known {
    Dwarf(Box<Context<Bytes>>),
    Names(Names),
}

impl Symbols {
    /// The debug information in a debug file.
    ///
    /// # Errors
    /// When the file is no debug file, or damaged.
    pub fn open(debug_file: &[u8]) -> Result<Self, SymbolsError> {
        let file = DebugFile::read(debug_file)?;
        let build_id = file.build_id()?;
        if let Some(names) = file.section(NAMES_SECTION) {
            let known = Known::Names(Names::read(names.bytes())?);
            return Ok(Self { build_id, known });
        }
        for section in [".debug_info", ".debug_abbrev"] {
            if file.section(section).is_none() {
                return Err(SymbolsError::Missing(section));
            }
        }
        let dwarf = file.dwarf()?;
        limits::check(&file, &dwarf)?;
        Ok(Self {
            build_id,
            known: Known::Dwarf(Box::new(Context::from_dwarf(dwarf)?)),
        })
    }

    /// The identity of the build that this is about, in hexadecimal digits.
    pub fn build_id(&self) -> &str {
        &self.build_id
    }

    /// The frames at an offset behind the start of the code section's contents: the function
    /// that holds it first, then each one that is inlined there, the innermost last. None
    /// where the debug information knows nothing or is damaged.
    pub fn resolve(&self, offset: u32) -> Vec<SymbolFrame> {
        let context = match &self.known {
            Known::Dwarf(context) => context,
            Known::Names(names) => return names.at(offset).into_iter().collect(),
        };
        let Ok(mut found) = context.find_frames(u64::from(offset)).skip_all_loads() else {
            return Vec::new();
        };
        let mut frames = Vec::new();
        while let Ok(Some(frame)) = found.next() {
            frames.push(symbol_frame(&frame));
        }
        frames.reverse();
        if let Some((_, inlined)) = frames.split_first_mut() {
            for frame in inlined {
                frame.inlined = true;
            }
        }
        frames
    }
}

impl fmt::Debug for Symbols {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Symbols")
            .field("build_id", &self.build_id)
            .finish_non_exhaustive()
    }
}

fn symbol_frame(frame: &Frame<'_, Bytes>) -> SymbolFrame {
    let function = frame
        .function
        .as_ref()
        .and_then(|function| function.raw_name().ok());
    let location = frame.location.as_ref();
    let source = location.and_then(|location| location.file).map(Source::of);
    SymbolFrame {
        function: function.map_or_else(|| "?".into(), |mangled| name::readable(&mangled)),
        krate: source.as_ref().and_then(|source| source.krate.clone()),
        file: source.map(|source| source.file),
        line: location.and_then(|location| location.line),
        inlined: false,
    }
}
