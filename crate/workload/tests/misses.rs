//! The example `misses`.

#[path = "../examples/misses.rs"]
#[allow(dead_code)]
mod misses;

use std::path::{Path, PathBuf};

/// The number that the example prints, or its error.
fn run(arguments: &[&str]) -> Result<u64, String> {
    let arguments = arguments.iter().map(ToString::to_string);
    misses::Options::parse(arguments)
        .and_then(|options| options.misses())
        .map_err(|error| error.to_string())
}

/// A file in the test's folder.
fn file(name: &str, content: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn a_workload_has_its_misses() {
    assert_eq!(run(&["lru:11", "zipf:20000,200000,1"]), Ok(175_482));
    assert_eq!(run(&["opt:11", "zipf:20000,200000,1"]), Ok(136_668));
    assert_eq!(run(&["unbounded", "exercise:10"]), Ok(100));
    assert_eq!(run(&["lru:0", "loop:3,7/sizes:skewed"]), Ok(7));
    assert_eq!(run(&["--sizes", "skewed", "unbounded", "loop:3,7"]), Ok(3));
}

#[test]
fn a_file_has_its_misses() {
    let keys = file("a.txt", "one\ntwo\none\n3\n");
    let keys = keys.to_str().unwrap();
    assert_eq!(run(&["unbounded", keys]), Ok(3));
    assert_eq!(run(&["lru:1", keys]), Ok(4));
    let blocks = file("b.txt", "7\n*\n7\n");
    let blocks = blocks.to_str().unwrap();
    assert_eq!(run(&["unbounded", &format!("lirs:{blocks}")]), Ok(1));
    assert_eq!(run(&["unbounded", blocks]), Ok(2));
}

#[test]
fn a_line_that_cannot_be_read_is_an_error_or_ends_the_count() {
    let path = file("c.csv", "key\n1\n2\n2,3\n4\n");
    let path = path.to_str().unwrap();
    assert_eq!(
        run(&["unbounded", path]).unwrap_err(),
        "line 4 \"2,3\": the number of values is 2 instead of 1"
    );
    assert_eq!(run(&["--keep", "unbounded", path]), Ok(2));
}

#[test]
fn other_arguments_are_refused() {
    let usage = "usage: misses [--sizes NAME] [--keep] <policy> <workload or file>";
    for arguments in [
        &[][..],
        &["lru:1"],
        &["lru:1", "exercise", "x"],
        &["--sizes"],
    ] {
        assert_eq!(run(arguments).unwrap_err(), usage);
    }
    for (arguments, message) in [
        (
            ["lru:1", "loop:0,1"],
            "workload \"loop:0,1\": KEYS is out of range",
        ),
        (
            ["lru:1", "lop:1,1"],
            "workload \"lop:1,1\": not known; allowed: exercise[:RANGES], ",
        ),
        (
            ["lru:1", "lirs:none"],
            "file \"none\": it cannot be opened: ",
        ),
        (["lru", "loop:1,1"], "bound \"lru\": maxsize is missing"),
        (["opt:x", "loop:1,1"], "invalid digit"),
    ] {
        let error = run(&arguments).unwrap_err();
        assert!(error.starts_with(message), "{error}");
    }
}
