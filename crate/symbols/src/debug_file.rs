//! Debug files: modules of custom sections.

use std::fmt::Write as _;
use std::sync::Arc;

use gimli::{EndianReader, LittleEndian};
use wasmparser::{Parser, Payload};

use crate::SymbolsError;

/// The custom section with the identity of the build: the first 16 bytes of the SHA-256 of its
/// code section's contents.
pub const BUILD_ID_SECTION: &str = "build_id";

/// The custom section with the names and starts of functions, written by the crate
/// `highwater-shadow-stack` in place of DWARF.
pub(crate) const NAMES_SECTION: &str = "function_names";

/// The custom sections that are read if present; a debug file needs no others. Some belong to DWARF
/// 5 and others to DWARF 4, so no file has all.
pub const NEEDED_SECTIONS: [&str; 11] = [
    BUILD_ID_SECTION,
    NAMES_SECTION,
    ".debug_abbrev",
    ".debug_addr",
    ".debug_info",
    ".debug_line",
    ".debug_line_str",
    ".debug_ranges",
    ".debug_rnglists",
    ".debug_str",
    ".debug_str_offsets",
];

/// The bytes of a section; copies share them.
pub(crate) type Bytes = EndianReader<LittleEndian, Arc<[u8]>>;

/// The needed sections of a debug file, by their names.
pub(crate) struct DebugFile {
    sections: Vec<(&'static str, Bytes)>,
}

impl DebugFile {
    pub(crate) fn read(file: &[u8]) -> Result<Self, SymbolsError> {
        let mut sections = Vec::new();
        for payload in Parser::new(0).parse_all(file) {
            let payload = payload.map_err(|error| SymbolsError::Module(error.to_string()))?;
            if let Payload::CustomSection(section) = payload
                && let Some(name) = NEEDED_SECTIONS.iter().find(|name| **name == section.name())
            {
                let bytes = EndianReader::new(section.data().into(), LittleEndian);
                sections.push((*name, bytes));
            }
        }
        Ok(Self { sections })
    }

    pub(crate) fn section(&self, name: &str) -> Option<Bytes> {
        let (_, bytes) = self.sections.iter().find(|(found, _)| *found == name)?;
        Some(bytes.clone())
    }

    /// The sections of DWARF; missing ones are empty.
    pub(crate) fn dwarf(&self) -> Result<gimli::Dwarf<Bytes>, SymbolsError> {
        let nothing = EndianReader::new([].as_slice().into(), LittleEndian);
        gimli::Dwarf::load(|id| Ok(self.section(id.name()).unwrap_or_else(|| nothing.clone())))
    }

    /// The total size of the sections' contents, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.sections
            .iter()
            .map(|(_, bytes)| bytes.bytes().len())
            .sum()
    }

    /// The identity of the build in hexadecimal digits.
    pub(crate) fn build_id(&self) -> Result<String, SymbolsError> {
        let id = self
            .section(BUILD_ID_SECTION)
            .ok_or(SymbolsError::BuildId)?;
        if id.bytes().len() != 16 {
            return Err(SymbolsError::BuildId);
        }
        Ok(id.bytes().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}
