//! Functions of the input by their names, and where their code is.

use rustc_demangle::demangle;
use wasm_encoder::Encode;
use wasmparser::{BinaryReader, BinaryReaderError, Name, NameSectionReader};

use crate::debug::build_id;
use crate::input::Input;
use crate::sections::{self, HEADER, append, custom};
use crate::{Error, names};

/// A function of the input's own. Offsets are from the start of the code section's contents.
struct Named {
    start: u32,
    end: u32,
    /// Without what a compiler adds to keep names apart; empty where the module does not tell.
    name: String,
}

/// The names of a module's functions: a module that holds nothing but two custom sections,
/// `build_id` as the rewritten module has it, and `function_names`.
///
/// The latter is the number of the module's own functions; of each, in the order of the code, how
/// many bytes it starts behind the one before it, the first behind the start of the code section's
/// contents; and of each its demangled name, which is empty where the module does not tell. Numbers
/// and names are as the format of modules has them.
///
/// # Errors
///
/// Where the input is no valid module.
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

/// Where the code is of all functions by these names: of each, the offset of its first byte and
/// the one behind its last, in 4 bytes each, the lowest first.
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
    // What is wrong with names makes no module invalid: those before it are known.
    let _ = read_names(input, |index, name| {
        let own = index.checked_sub(input.imported_functions);
        if let Some(function) = own.and_then(|own| functions.get_mut(own as usize)) {
            function.name = format!("{:#}", demangle(name));
        }
    });
    Ok(functions)
}

/// Tells the names of functions by their index, imported ones counted first.
fn read_names(input: &Input<'_>, mut tell: impl FnMut(u32, &str)) -> Result<(), BinaryReaderError> {
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
                    tell(naming.index, naming.name);
                }
            }
        }
    }
    Ok(())
}
