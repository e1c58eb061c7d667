//! `highwater-shadow-stack`: the command line of the library.

#![forbid(unsafe_code)]

mod arguments;

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use arguments::{Arguments, Command, USAGE};
use highwater_shadow_stack::{Error, debug_file, names_file, rewrite};
use serde_json::json;

fn main() -> ExitCode {
    let outcome = match arguments::parse(lexopt::Parser::from_env()) {
        Ok(Command::Help) => Ok(USAGE.trim_end().to_owned()),
        Ok(Command::Rewrite(arguments)) => run(&arguments),
        Err(error) => Err(format!("{error}\n\n{}", USAGE.trim_end())),
    };
    match outcome {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("highwater-shadow-stack: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Rewrites a file; returns the statistics as a line of JSON.
fn run(arguments: &Arguments) -> Result<String, String> {
    let at = |path: &Path, error: &dyn Display| format!("{}: {error}", path.display());
    let input = std::fs::read(&arguments.input).map_err(|error| at(&arguments.input, &error))?;
    let refused = |error: Error| at(&arguments.input, &error);
    let write =
        |path: &Path, bytes: &[u8]| std::fs::write(path, bytes).map_err(|error| at(path, &error));
    let rewritten = rewrite(&input, &arguments.options).map_err(refused)?;
    if let Some(path) = &arguments.debug_file {
        write(path, &debug_file(&input).map_err(refused)?)?;
    }
    if let Some(path) = &arguments.names {
        write(path, &names_file(&input).map_err(refused)?)?;
    }
    if let Some(path) = &arguments.offsets {
        write(path, json!(rewritten.offsets).to_string().as_bytes())?;
    }
    write(&arguments.output, &rewritten.module)?;
    let statistics = rewritten.statistics;
    Ok(json!({
        "functions": statistics.functions,
        "callSites": statistics.call_sites,
        "bytesAdded": statistics.bytes_added,
    })
    .to_string())
}
