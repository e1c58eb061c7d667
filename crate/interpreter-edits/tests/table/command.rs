//! The command line, used like by the build.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{folder, rows, toy, write};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_highwater-interpreter-edits"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap()
}

/// A workspace with the crate `toy` as its dependency, and a table of this one row.
fn workspace(name: &str, row: &str) -> std::path::PathBuf {
    let folder = folder(name);
    toy(&folder);
    write(
        &folder.join("program/Cargo.toml"),
        "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [workspace]\n\n[dependencies]\ntoy = { path = \"../toy-1.2.3\" }\n",
    );
    write(&folder.join("program/src/main.rs"), "fn main() {}\n");
    write(
        &folder.join("program/Cargo.lock"),
        "version = 4\n\n[[package]]\nname = \"program\"\nversion = \"0.1.0\"\n\
         dependencies = [\n \"toy\",\n]\n\n[[package]]\nname = \"toy\"\nversion = \"1.2.3\"\n",
    );
    write(&folder.join("table/edits.toml"), &rows(&[row]));
    folder
}

#[test]
fn edits_are_applied_and_counted() {
    let folder = workspace(
        "command",
        "function = \"greet\"\nanchor = \"hello\"\nreplacement = \"hi\"",
    );
    let arguments = ["table/edits.toml", "program", "build/copies"];
    for expected in [
        "edits: 1, crates: 1, files written: 3, removed: 0\n",
        "edits: 1, crates: 1, files written: 0, removed: 0\n",
    ] {
        let output = run(&folder, &arguments);
        assert!(output.status.success(), "{}", said(&output.stderr));
        assert_eq!(said(&output.stdout), expected);
    }
    let copied = fs::read_to_string(folder.join("build/copies/toy/src/lib.rs")).unwrap();
    assert!(copied.contains("hi {name}"));
}

#[test]
fn an_edit_that_does_not_fit_leaves_the_copies_unchanged() {
    let folder = workspace(
        "command-unfit",
        "function = \"greet\"\nanchor = \"goodbye\"\nreplacement = \"\"",
    );
    let output = run(&folder, &["table/edits.toml", "program", "copies"]);
    assert!(!output.status.success());
    let message = said(&output.stderr);
    assert!(
        message.starts_with(
            "highwater-interpreter-edits: 1 edit of the table does not fit the crates' source\n"
        ),
        "{message}"
    );
    assert!(message.contains("the anchor occurs 0 times"), "{message}");
    assert!(!folder.join("copies").exists());
}

#[test]
fn three_arguments_are_required() {
    let output = run(&folder("usage"), &["table"]);
    assert!(!output.status.success());
    assert!(said(&output.stderr).starts_with("usage: "));
}
