//! `highwater-interpreter-edits`: the command line of the library.

#![forbid(unsafe_code)]

use std::env;
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use highwater_interpreter_edits::{Error, Table, apply, crates_of, write_copies};

const USAGE: &str = "\
usage: highwater-interpreter-edits TABLE WORKSPACE FOLDER

Applies the edits of TABLE to copies of the crates in the build of the cargo
workspace in WORKSPACE, and writes the copies into FOLDER, with a config.toml
by which cargo compiles them in place of the crates:
  cargo build --config FOLDER/config.toml
If an edit does not fit, nothing is written, and all such edits are listed.";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let [table, workspace, folder] = &arguments[..] else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    match run(Path::new(table), Path::new(workspace), Path::new(folder)) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("highwater-interpreter-edits: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(table: &Path, workspace: &Path, folder: &Path) -> Result<String, Error> {
    let table = Table::read(table)?;
    let copies = apply(&table, &crates_of(workspace, &[])?)?;
    let changes = write_copies(&copies, folder)?;
    Ok(format!(
        "edits: {}, crates: {}, files written: {}, removed: {}",
        table.edits.len(),
        copies.len(),
        changes.written,
        changes.removed
    ))
}
