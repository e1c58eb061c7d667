use std::borrow::Cow;

use wasmparser::{BinaryReaderError, ExternalKind, FuncType};

use crate::block_type::BlockTypes;
use crate::body::{self, Body, Function, Stack};
use crate::calls::{Calls, returning_to_host};
use crate::debug::build_id;
use crate::exposed::Exposed;
use crate::input::{Input, Section};
use crate::region::Region;
use crate::sections::{self, HEADER, append, custom, extended};
use crate::{Error, functions, names};

/// Options for rewriting a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The number of pages of 64 KiB added for the shadow stack to a module without a declared
    /// region.
    pub pages: u32,
    /// Functions, by their demangled names, whose ranges in the input's code are written to a
    /// custom section of the module.
    pub ranges_of: Vec<String>,
    /// True to keep names in the module.
    pub keep_names: bool,
}

impl Default for Options {
    /// One page, which is 16,384 slots; names are kept.
    fn default() -> Self {
        Self {
            pages: 1,
            ranges_of: Vec::new(),
            keep_names: true,
        }
    }
}

/// The extent of the changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// The number of functions with calls that leave their offsets.
    pub functions: usize,
    /// The number of calls that leave their offsets.
    pub call_sites: usize,
    /// The growth of all sections but custom sections, in bytes.
    pub bytes_added: usize,
}

/// A rewritten module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The module.
    pub module: Vec<u8>,
    /// The extent of the changes.
    pub statistics: Statistics,
    /// The offsets of each call, including tail calls, in the order of the code: that of its opcode
    /// in the contents of the input's code section, and that in the rewritten file.
    pub offsets: Vec<(u32, u32)>,
}

/// Rewrites a module so that each call leaves its offset on a shadow stack.
///
/// # Errors
///
/// If the input is not a valid module or cannot have a shadow stack: see [`Error`].
pub fn rewrite(input: &[u8], options: &Options) -> Result<Rewritten, Error> {
    let bytes = input;
    let input = Input::parse(bytes)?;
    refuse(&input)?;
    let region = Region::of(&input, options.pages)?;
    let exposed = Exposed::of(&input, region)?;
    let stack = Stack {
        pointer: exposed.pointer(),
        region,
        code_start: input.code_start,
    };
    let mut block_types = BlockTypes::new(&input);
    let code = Code::rewritten(bytes, &input, stack, &mut block_types)?;

    let mut output: Vec<(u8, Cow<'_, [u8]>)> = Vec::new();
    let mut length_before = 0;
    let is_kept = |section: &&Section<'_>| {
        !is_dropped(section) && (options.keep_names || section.name != Some(names::NAMES))
    };
    for section in input.sections.iter().filter(is_kept) {
        if section.name.is_none() {
            length_before += section.contents.len();
        }
        let contents = match section.id {
            sections::TYPE => block_types.section(section.contents).into(),
            sections::MEMORY if region.added_pages > 0 => region.memories(section.contents)?.into(),
            sections::GLOBAL => extended(section.contents, &exposed.globals()).into(),
            sections::EXPORT => extended(section.contents, &exposed.exports()).into(),
            sections::CODE => code.contents.as_slice().into(),
            _ => section.contents.into(),
        };
        output.push((section.id, contents));
    }
    supply(&mut output, sections::GLOBAL, || {
        extended(&[0], &exposed.globals())
    });
    supply(&mut output, sections::EXPORT, || {
        extended(&[0], &exposed.exports())
    });
    let length_after: usize = output
        .iter()
        .filter(|(id, _)| *id != sections::CUSTOM)
        .map(|(_, contents)| contents.len())
        .sum();
    let id = build_id(input.contents(sections::CODE).unwrap_or_default());
    output.push((sections::CUSTOM, custom(names::BUILD_ID, &id).into()));
    if !options.ranges_of.is_empty() {
        let ranges = functions::ranges(&input, &options.ranges_of)?;
        output.push((sections::CUSTOM, custom(names::RANGES, &ranges).into()));
    }

    let mut module = HEADER.to_vec();
    let mut code_at = 0;
    for (id, contents) in &output {
        let start = append(&mut module, *id, contents);
        if *id == sections::CODE {
            code_at = start;
        }
    }
    // All offsets and lengths in the module fit in 32 bits if its own length does.
    u32::try_from(module.len()).map_err(|_| Error::TooLarge)?;
    let offsets = code.offsets.iter().map(|(original, rewritten)| {
        let offset = u32::try_from(code_at + rewritten).map_err(|_| Error::TooLarge)?;
        Ok((*original, offset))
    });
    Ok(Rewritten {
        offsets: offsets.collect::<Result<_, Error>>()?,
        module,
        statistics: Statistics {
            functions: code.functions,
            call_sites: code.call_sites,
            bytes_added: length_after - length_before,
        },
    })
}

fn refuse(input: &Input<'_>) -> Result<(), Error> {
    if input.export(names::POINTER).is_some() {
        return Err(Error::AlreadyRewritten);
    }
    if input
        .sections
        .iter()
        .any(|section| section.name == Some("linking"))
    {
        return Err(Error::Object);
    }
    Ok(())
}

/// Returns `true` for custom sections with offsets of the input, or data about the whole input.
fn is_dropped(section: &Section<'_>) -> bool {
    section.name.is_some_and(|name| {
        let of_offsets = [
            names::BUILD_ID,
            names::RANGES,
            "external_debug_info",
            "sourceMappingURL",
        ];
        name.starts_with(names::DEBUG_PREFIX)
            || name.starts_with("metadata.code.")
            || of_offsets.contains(&name)
    })
}

/// Inserts a section at its place if the module has none with its id.
fn supply(output: &mut Vec<(u8, Cow<'_, [u8]>)>, id: u8, contents: impl FnOnce() -> Vec<u8>) {
    if output.iter().any(|(other, _)| *other == id) {
        return;
    }
    let place = output
        .iter()
        .position(|(other, _)| sections::is_behind(*other, id));
    output.insert(place.unwrap_or(output.len()), (id, contents().into()));
}

/// The function whose body is replaced by one that returns the pointer.
fn top(input: &Input<'_>) -> Result<Option<u32>, Error> {
    let Some(export) = input.export(names::TOP) else {
        return Ok(None);
    };
    let pointer = FuncType::new([], [wasmparser::ValType::I32]);
    let fits = export.kind == ExternalKind::Func
        && export.index >= input.imported_functions
        && input.function_type(export.index) == Some(&pointer);
    if fits {
        return Ok(Some(export.index));
    }
    Err(Error::ReservedExport {
        name: names::TOP,
        expected: "a defined function without parameters that returns an i32 is required",
    })
}

/// A rewritten code section.
struct Code {
    contents: Vec<u8>,
    functions: usize,
    call_sites: usize,
    /// The original offset of each call, and its offset in `contents`.
    offsets: Vec<(u32, usize)>,
}

impl Code {
    fn rewritten(
        bytes: &[u8],
        input: &Input<'_>,
        stack: Stack,
        block_types: &mut BlockTypes<'_>,
    ) -> Result<Self, Error> {
        let invalid = |error: BinaryReaderError| input.invalid(&error);
        let top = top(input)?;
        let calls = input
            .bodies
            .iter()
            .map(Calls::of)
            .collect::<Result<Vec<_>, _>>();
        let calls = calls.map_err(invalid)?;
        let restoring = returning_to_host(input, &calls);
        let mut code = Self {
            contents: Vec::new(),
            functions: 0,
            call_sites: 0,
            offsets: Vec::new(),
        };
        let mut entries = Vec::new();
        for ((index, function_body), calls) in
            (input.imported_functions..).zip(&input.bodies).zip(&calls)
        {
            let body = if top == Some(index) {
                body::returning_pointer(stack.pointer)
            } else if calls.returning == 0 {
                // The pointer has its value at entry at every tail call and at the end.
                body::copied(bytes, function_body, stack.code_start).map_err(invalid)?
            } else {
                code.functions += 1;
                code.call_sites += calls.returning;
                let kind = input.function_type(index);
                let results = kind.map_or(&[][..], FuncType::results);
                let function = Function {
                    stack,
                    index,
                    body: function_body,
                    parameters: kind.map_or(0, |kind| kind.params().len()),
                    restoring: restoring[index as usize].then(|| block_types.leaving(results)),
                    replaced: calls.replacing > 0,
                };
                body::instrumented(bytes, &function)?
            };
            entries.push(body);
        }
        code.assemble(&entries);
        Ok(code)
    }

    fn assemble(&mut self, bodies: &[Body]) {
        sections::count(&mut self.contents, bodies.len());
        for body in bodies {
            let start = sections::append_sized(&mut self.contents, &body.bytes);
            let moved = body
                .calls
                .iter()
                .map(|call| (call.original, start + call.rewritten));
            self.offsets.extend(moved);
        }
    }
}
