//! The command line.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use highwater_shadow_stack::debug_file;
use support::{calls, module, rewritten};

/// A separate folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(folder: &PathBuf, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_highwater-shadow-stack"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_module_with_its_debug_file_and_offsets() {
    let folder = folder("whole");
    let original =
        module(r#"(module (memory 1) (func call 0 call 0) (@custom ".debug_info" "x"))"#);
    fs::write(folder.join("in.wasm"), &original).unwrap();
    let output = run(
        &folder,
        &[
            "in.wasm",
            "-o",
            "out.wasm",
            "--debug-file",
            "debug.wasm",
            "--offsets",
            "offsets.json",
        ],
    );
    assert!(output.status.success(), "{}", said(&output.stderr));
    let expected = rewritten(&original);
    let added = expected.statistics.bytes_added;
    assert_eq!(
        said(&output.stdout),
        format!("{{\"bytesAdded\":{added},\"callSites\":2,\"functions\":1}}\n")
    );
    assert_eq!(fs::read(folder.join("out.wasm")).unwrap(), expected.module);
    assert_eq!(
        fs::read(folder.join("debug.wasm")).unwrap(),
        debug_file(&original).unwrap()
    );
    let offsets = fs::read_to_string(folder.join("offsets.json")).unwrap();
    let pairs: Vec<[u32; 2]> = serde_json::from_str(&offsets).unwrap();
    assert_eq!(
        pairs
            .iter()
            .map(|[original, _]| *original)
            .collect::<Vec<_>>(),
        calls(&original)[0]
    );
    assert_eq!(
        pairs
            .iter()
            .map(|[original, moved]| (*original, *moved))
            .collect::<Vec<_>>(),
        expected.offsets
    );
}

#[test]
fn the_size_of_the_region() {
    let folder = folder("pages");
    fs::write(folder.join("in.wasm"), module("(module (memory 1 3))")).unwrap();
    let output = run(&folder, &["in.wasm", "-o", "out.wasm", "--pages", "2"]);
    assert!(output.status.success(), "{}", said(&output.stderr));
    let output = run(&folder, &["in.wasm", "-o", "out.wasm", "--pages", "3"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        said(&output.stderr),
        "highwater-shadow-stack: in.wasm: the memory has no room for 3 more pages: it has \
         1, with a maximum of 3\n"
    );
}

#[test]
fn errors_name_the_file_and_leave_no_output() {
    let folder = folder("errors");
    fs::write(folder.join("text.wasm"), "(module)").unwrap();
    let output = run(&folder, &["text.wasm", "-o", "never.wasm"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let error = said(&output.stderr);
    assert!(
        error.starts_with("highwater-shadow-stack: text.wasm: not a valid module: "),
        "{error}"
    );
    assert!(!folder.join("never.wasm").exists());
    let output = run(&folder, &["missing.wasm", "-o", "never.wasm"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output.stderr).starts_with("highwater-shadow-stack: missing.wasm: "));
}

#[test]
fn arguments() {
    let folder = folder("arguments");
    for (arguments, problem) in [
        (&[][..], "INPUT is missing"),
        (&["in.wasm"], "OUTPUT is missing: -o FILE"),
        (
            &["in.wasm", "more.wasm"],
            "unexpected argument \"more.wasm\"",
        ),
        (&["--fast"], "invalid option '--fast'"),
    ] {
        let output = run(&folder, arguments);
        assert_eq!(output.status.code(), Some(1));
        let error = said(&output.stderr);
        let expected = format!("highwater-shadow-stack: {problem}\n\nusage: ");
        assert!(error.starts_with(&expected), "{error}");
    }
    let output = run(&folder, &["--help"]);
    assert!(output.status.success());
    assert!(said(&output.stdout).starts_with("usage: highwater-shadow-stack INPUT -o OUTPUT"));
}
