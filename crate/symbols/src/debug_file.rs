//! The debug file: a module with nothing but custom sections that are read.

use std::fmt::Write as _;
use std::sync::Arc;

use gimli::{EndianReader, LittleEndian};
use wasmparser::{Parser, Payload};

use crate::SymbolsError;

/// The custom section with the identity of the build: the first 16 bytes of the SHA-256 of its
/// code section's contents.
pub const BUILD_ID_SECTION: &str = "build_id";

/// The custom section with the names of functions and where each starts, as the crate
/// `highwater-shadow-stack` writes it; it is instead of DWARF.
pub(crate) const NAMES_SECTION: &str = "function_names";

/// The custom sections that are read where they are there; a debug file may do without any
/// other. Those of DWARF 5 are missing from a module in DWARF 4, and the other way round.
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

/// Bytes of a section; copies share them.
pub(crate) type Bytes = EndianReader<LittleEndian, Arc<[u8]>>;

/// The sections that are needed of those that are there, by their names.
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

    /// The sections of DWARF; those that are not there are empty.
    pub(crate) fn dwarf(&self) -> Result<gimli::Dwarf<Bytes>, SymbolsError> {
        let nothing = EndianReader::new([].as_slice().into(), LittleEndian);
        gimli::Dwarf::load(|id| Ok(self.section(id.name()).unwrap_or_else(|| nothing.clone())))
    }

    /// The sections' contents together, in bytes.
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
