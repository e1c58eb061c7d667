//! Functions of the input with their names, and the ranges of their code.

use rustc_demangle::demangle;
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, BinaryReaderError, Name, NameSectionReader};

use crate::debug::build_id;
use crate::input::Input;
use crate::sections::{self, HEADER, append, custom};
use crate::{Error, names};

/// A defined function of the input. Offsets are relative to the contents of the code section.
struct Named {
    start: u32,
    end: u32,
    /// The demangled name without its hash; empty if unknown.
    name: String,
}

/// The names of a module's functions: a module with the same custom section `build_id` as the
/// rewritten module, the section `function_names`, and no other content.
///
/// The section `function_names` has the number of defined functions; the distance of each, in the
/// order of the code, from the start of the one before it, of the first from the start of the code
/// section's contents; and the demangled name of each, empty if unknown. Numbers and names are in
/// the format of modules.
///
/// # Errors
///
/// If the input is not a valid module.
pub fn names_file(input: &[u8]) -> Result<Vec<u8>, Error> {
    let input = Input::parse(input)?;
    let functions = named(&input)?;
    let mut data = Vec::new();
    functions.len().encode(&mut data);
    let mut before = 0;
    for function in &functions {
        (function.start - before).encode(&mut data);
        before = function.start;
    }
    for function in &functions {
        function.name.encode(&mut data);
    }
    let mut file = HEADER.to_vec();
    let id = build_id(input.contents(sections::CODE).unwrap_or_default());
    for section in [
        custom(names::BUILD_ID, &id),
        custom(names::FUNCTIONS, &data),
    ] {
        append(&mut file, sections::CUSTOM, &section);
    }
    Ok(file)
}

/// The ranges of the code of all functions with these names: for each, the offset of its first byte
/// and the offset after its last byte, in 4 bytes each, the lowest first.
pub(crate) fn ranges(input: &Input<'_>, wanted: &[String]) -> Result<Vec<u8>, Error> {
    let functions = named(input)?;
    let mut ranges = Vec::new();
    for name in wanted {
        let before = ranges.len();
        let is_meant = |function: &&Named| function.name == *name && !name.is_empty();
        for function in functions.iter().filter(is_meant) {
            ranges.extend(function.start.to_le_bytes());
            ranges.extend(function.end.to_le_bytes());
        }
        if ranges.len() == before {
            return Err(Error::NoFunction(name.clone()));
        }
    }
    Ok(ranges)
}

fn named(input: &Input<'_>) -> Result<Vec<Named>, Error> {
    let offset = |at: usize| u32::try_from(at - input.code_start).map_err(|_| Error::TooLarge);
    let mut functions = Vec::with_capacity(input.bodies.len());
    for body in &input.bodies {
        let range = body.range();
        functions.push(Named {
            start: offset(range.start)?,
            end: offset(range.end)?,
            name: String::new(),
        });
    }
    // A fault in the names does not make a module invalid: the names before it are used.
    let _ = read_names(input, |index, name| {
        let own = index.checked_sub(input.imported_functions);
        if let Some(function) = own.and_then(|own| functions.get_mut(own as usize)) {
            function.name = format!("{:#}", demangle(name));
        }
    });
    Ok(functions)
}

/// Calls `visit` with the names of functions and their indices, counted from the imported ones on.
fn read_names(
    input: &Input<'_>,
    mut visit: impl FnMut(u32, &str),
) -> Result<(), BinaryReaderError> {
    let sections = input.sections.iter();
    for section in sections.filter(|section| section.name == Some(names::NAMES)) {
        let mut contents = BinaryReader::new(section.contents, 0);
        contents.read_string()?;
        let at = contents.original_position();
        let reader = NameSectionReader::new(BinaryReader::new(&section.contents[at..], at));
        for subsection in reader {
            if let Name::Function(functions) = subsection? {
                for naming in functions {
                    let naming = naming?;
                    visit(naming.index, naming.name);
                }
            }
        }
    }
    Ok(())
}
