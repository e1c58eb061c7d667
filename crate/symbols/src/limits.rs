//! Limits on the work of reading debug information.
//!
//! Reading follows references and recurses into nested entries. A few bytes can therefore require
//! endless work or an endless stack; compilers write no such bytes.

use gimli::{Dwarf, Reader, Section, UnitRef, constants};

use crate::SymbolsError;
use crate::debug_file::{Bytes, DebugFile};

/// The maximum depth of inlined functions, including the blocks between them.
const DEEPEST: isize = 256;
/// The maximum number of attributes of an entry.
const MOST_ATTRIBUTES: usize = 64;
/// The maximum average number of reads of each byte.
const MOST_REPEATS: usize = 32;

/// Refuses debug information that is nested too deep, or that references the same bytes too often.
pub(crate) fn check(file: &DebugFile, dwarf: &Dwarf<Bytes>) -> Result<(), SymbolsError> {
    let mut work = Work {
        left: file.size().saturating_mul(MOST_REPEATS),
    };
    let mut units = dwarf.units();
    while let Some(header) = units.next()? {
        let abbreviations = dwarf.debug_abbrev.reader().len();
        work.take(abbreviations.saturating_sub(header.debug_abbrev_offset().0))?;
        let unit = dwarf.unit(header)?;
        let unit = UnitRef::new(dwarf, &unit);
        check_lines(unit, &mut work)?;
        check_entries(unit, &mut work)?;
    }
    Ok(())
}

fn check_lines(unit: UnitRef<'_, Bytes>, work: &mut Work) -> Result<(), SymbolsError> {
    let Some(program) = &unit.line_program else {
        return Ok(());
    };
    let header = program.header();
    work.take(header.header_length())?;
    work.take(header.raw_program_buf().len())?;
    // The path of each file is composed of these.
    let unit_folder = unit.comp_dir.as_ref().map_or(0, Reader::len);
    for file in header.file_names() {
        work.take(unit_folder)?;
        for part in [file.directory(header), Some(file.path_name())]
            .into_iter()
            .flatten()
        {
            work.take(unit.attr_string(part)?.len())?;
        }
    }
    Ok(())
}

fn check_entries(unit: UnitRef<'_, Bytes>, work: &mut Work) -> Result<(), SymbolsError> {
    let mut entries = unit.entries_raw(None)?;
    while !entries.is_empty() {
        let depth = entries.next_depth();
        let Some(abbreviation) = entries.read_abbreviation()? else {
            continue;
        };
        let attributes = abbreviation.attributes();
        if depth > DEEPEST || attributes.len() > MOST_ATTRIBUTES {
            return Err(SymbolsError::Excessive);
        }
        for attribute in attributes {
            let attribute = entries.read_attribute(*attribute)?;
            if attribute.name() == constants::DW_AT_ranges
                && let Some(offset) = unit.attr_ranges_offset(attribute.value())?
            {
                let mut ranges = unit.ranges(offset)?;
                while ranges.next()?.is_some() {
                    work.take(1)?;
                }
            }
        }
    }
    Ok(())
}

/// The number of bytes that may still be read.
struct Work {
    left: usize,
}

impl Work {
    fn take(&mut self, bytes: usize) -> Result<(), SymbolsError> {
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or(SymbolsError::Excessive)?;
        Ok(())
    }
}
