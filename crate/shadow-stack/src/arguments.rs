use std::path::PathBuf;

use highwater_shadow_stack::Options;
use lexopt::prelude::{Long, Short, Value, ValueExt};

/// The output of `--help`.
pub(crate) const USAGE: &str = "\
usage: highwater-shadow-stack INPUT -o OUTPUT [option...]

Rewrites the WebAssembly module INPUT so that each call leaves its code offset
on a shadow stack in linear memory, and prints statistics as a line of JSON.

  -o, --output FILE   the file for the rewritten module
  --debug-file FILE   the file for the DWARF of INPUT, which resolves the offsets
  --names FILE        the file for the names of INPUT's functions, which are left
                      out of OUTPUT: they resolve the offsets without DWARF, but
                      to functions without lines
  --ranges-of NAME    a function of INPUT; OUTPUT has the range of its code in the
                      custom section \"function_ranges\". May be repeated
  --offsets FILE      the file for a JSON array of pairs: each call's offset in
                      the code section of INPUT, and in the file OUTPUT
  --pages N           pages of 64 KiB to add for the stack, if INPUT declares no
                      region for it (default 1)
  -h, --help          print this help
";

/// A command of the command line.
pub(crate) enum Command {
    Help,
    Rewrite(Arguments),
}

/// A module to rewrite.
pub(crate) struct Arguments {
    pub input: PathBuf,
    pub output: PathBuf,
    pub debug_file: Option<PathBuf>,
    pub names: Option<PathBuf>,
    pub offsets: Option<PathBuf>,
    pub options: Options,
}

/// Reads the command line.
pub(crate) fn parse(mut parser: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let (mut input, mut output) = (None, None);
    let (mut debug_file, mut names, mut offsets) = (None, None, None);
    let mut options = Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('o') | Long("output") => output = Some(parser.value()?.into()),
            Long("debug-file") => debug_file = Some(parser.value()?.into()),
            Long("names") => names = Some(parser.value()?.into()),
            Long("ranges-of") => options.ranges_of.push(parser.value()?.string()?),
            Long("offsets") => offsets = Some(parser.value()?.into()),
            Long("pages") => options.pages = parser.value()?.parse()?,
            Value(value) if input.is_none() => input = Some(value.into()),
            _ => return Err(argument.unexpected()),
        }
    }
    options.keep_names = names.is_none();
    Ok(Command::Rewrite(Arguments {
        input: input.ok_or("INPUT is missing")?,
        output: output.ok_or("OUTPUT is missing: -o FILE")?,
        debug_file,
        names,
        offsets,
        options,
    }))
}
