#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::prelude::{Long, Short, Value};
use wasm_bindgen_cli_support::Bindgen;

/// Output of `--help`.
const USAGE: &str = "\
usage: highwater-bindings MODULE -o FOLDER [option...]

Writes the WebAssembly module MODULE into FOLDER, with its JavaScript bindings for
a page and their types.

  -o, --output FOLDER   folder of the result
  --keep-debug          keep the debug information
  --no-demangle         keep the names of functions mangled
  --remove-producers    remove the list of tools that produced MODULE
  -h, --help            print this
";

/// Request of the command line; `None` for help.
fn parse(mut parser: lexopt::Parser) -> Result<Option<(Bindgen, PathBuf)>, lexopt::Error> {
    let mut bindings = Bindgen::new();
    let (mut input, mut output) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(None),
            Short('o') | Long("output") => output = Some(PathBuf::from(parser.value()?)),
            Long("keep-debug") => _ = bindings.keep_debug(true),
            Long("no-demangle") => _ = bindings.demangle(false),
            Long("remove-producers") => _ = bindings.remove_producers_section(true),
            Value(value) if input.is_none() => input = Some(PathBuf::from(value)),
            _ => return Err(argument.unexpected()),
        }
    }
    bindings.input_path(input.ok_or("no MODULE is named")?);
    let output = output.ok_or("no FOLDER is named: -o FOLDER")?;
    Ok(Some((bindings, output)))
}

fn main() -> ExitCode {
    let outcome = match parse(lexopt::Parser::from_env()) {
        Ok(None) => {
            print!("{USAGE}");
            Ok(())
        }
        Ok(Some((mut bindings, output))) => bindings
            .typescript(true)
            // The page passes the module. Its address in the bindings would bring one more copy of it
            // into each script that is one file.
            .omit_default_module_path(true)
            .web(true)
            .and_then(|bindings| bindings.generate(output))
            .map_err(|error| format!("{error:?}")),
        Err(error) => Err(format!("{error}\n\n{}", USAGE.trim_end())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("highwater-bindings: {error}");
            ExitCode::FAILURE
        }
    }
}
