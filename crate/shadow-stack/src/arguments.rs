use std::path::PathBuf;

use highwater_shadow_stack::Options;
use lexopt::prelude::{Long, Short, Value, ValueExt};

/// What `--help` prints.
pub(crate) const USAGE: &str = "\
usage: highwater-shadow-stack INPUT -o OUTPUT [option...]

Rewrites the WebAssembly module INPUT so that each call leaves its code offset
on a shadow stack in linear memory, and prints what it did as a line of JSON.

  -o, --output FILE   where the rewritten module goes
  --debug-file FILE   where the DWARF of INPUT goes, which resolves the offsets
  --offsets FILE      where a JSON array of pairs goes: each call's offset in the
                      code section of INPUT, and in the file OUTPUT
  --pages N           pages of 64 KiB to add for the stack, where INPUT declares
                      no region for it (default 1)
  -h, --help          print this
";

/// What the command line asks for.
pub(crate) enum Command {
    Help,
    Rewrite(Arguments),
}

/// A module to rewrite.
pub(crate) struct Arguments {
    pub input: PathBuf,
    pub output: PathBuf,
    pub debug_file: Option<PathBuf>,
    pub offsets: Option<PathBuf>,
    pub pages: u32,
}

/// Reads the command line.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut input, mut output, mut debug_file, mut offsets) = (None, None, None, None);
    let mut pages = Options::default().pages;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('o') | Long("output") => output = Some(parser.value()?.into()),
            Long("debug-file") => debug_file = Some(parser.value()?.into()),
            Long("offsets") => offsets = Some(parser.value()?.into()),
            Long("pages") => pages = parser.value()?.parse()?,
            Value(value) if input.is_none() => input = Some(value.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    Ok(Command::Rewrite(Arguments {
        input: input.ok_or("no INPUT is named")?,
        output: output.ok_or("no OUTPUT is named: -o FILE")?,
        debug_file,
        offsets,
        pages,
    }))
}
