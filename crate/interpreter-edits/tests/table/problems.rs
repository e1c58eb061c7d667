//! Edits that do not fit.

use std::fs;

use crate::support::{applied, folder, read, reasons, rows, toy, write};
use highwater_interpreter_edits::{Crate, Error, Reason, Table, apply};

#[test]
fn an_anchor_that_does_not_occur() {
    assert_eq!(
        reasons(
            "not-met",
            &["function = \"greet\"\nanchor = \"goodbye\"\nreplacement = \"\""]
        ),
        [Reason::Anchor {
            count: 0,
            lines: vec![]
        }]
    );
}

#[test]
fn an_anchor_in_another_function() {
    assert_eq!(
        reasons(
            "elsewhere",
            &["function = \"Window::open\"\nanchor = \"let second\"\nreplacement = \"\""]
        ),
        [Reason::Anchor {
            count: 0,
            lines: vec![22]
        }]
    );
}

#[test]
fn an_anchor_that_occurs_twice() {
    assert_eq!(
        reasons(
            "twice",
            &["function = \"Door::open\"\nanchor = \"= width();\"\nreplacement = \"\""]
        ),
        [Reason::Anchor {
            count: 2,
            lines: vec![21, 22]
        }]
    );
    assert_eq!(
        reasons("file", &["anchor = \"let first\"\nreplacement = \"\""]),
        [Reason::Anchor {
            count: 2,
            lines: vec![21, 29]
        }]
    );
}

#[test]
fn a_missing_function() {
    assert_eq!(
        reasons(
            "no-function",
            &["function = \"Gate::open\"\nanchor = \"let\"\nreplacement = \"\""]
        ),
        [Reason::NoFunction {
            similar: vec!["Door::open".into(), "Window::open".into()]
        }]
    );
    // It exists after the expansion of the macro, but not in the source.
    assert_eq!(
        reasons(
            "in-macro",
            &["function = \"answer\"\nanchor = \"41\"\nreplacement = \"\""]
        ),
        [Reason::NoFunction { similar: vec![] }]
    );
}

#[test]
fn a_whole_function_with_an_ambiguous_name() {
    assert_eq!(
        reasons("several", &["function = \"fmt\"\nreplacement = \"\""]),
        [Reason::Functions {
            found: vec![
                "<Door as Display>::fmt".into(),
                "<Door as Debug>::fmt".into()
            ]
        }]
    );
}

#[test]
fn a_through_that_is_not_after_its_anchor() {
    assert_eq!(
        reasons(
            "no-through",
            &[r#"function = "Window::open"
                 anchor = "let first"
                 through = "let second"
                 replacement = """#]
        ),
        [Reason::NoThrough]
    );
}

#[test]
fn two_edits_of_one_part() {
    assert_eq!(
        reasons(
            "overlap",
            &[
                "function = \"Window::open\"\nanchor = \"let first = 1;\"\nreplacement = \"\"",
                "function = \"Window::open\"\nanchor = \"= 1\"\nreplacement = \"\"",
            ]
        ),
        [Reason::Overlap {
            other: "let first = 1;".into()
        }]
    );
}

#[test]
fn a_crate_that_is_missing_or_has_two_versions() {
    let folder = folder("crates");
    let table = read(
        &folder,
        &rows(&["function = \"greet\"\nanchor = \"hello\"\nreplacement = \"\""]),
    );
    let table = table.unwrap();
    let toy = toy(&folder);
    let newer = Crate {
        version: "2.0.0".into(),
        ..toy.clone()
    };
    for (crates, versions) in [
        (vec![], vec![]),
        (vec![toy, newer], vec!["1.2.3".to_owned(), "2.0.0".into()]),
    ] {
        let Err(Error::Unfit(problems)) = apply(&table, &crates) else {
            panic!("it fits");
        };
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].reason, Reason::Crate { versions });
    }
}

#[test]
fn a_missing_file_and_an_existing_new_file() {
    let folder = folder("files");
    let text = rows(&["anchor = \"x\"\nreplacement = \"\""]);
    let toy = toy(&folder);
    let of = |text: &str| {
        let table = read(&folder, text).unwrap();
        match apply(&table, std::slice::from_ref(&toy)) {
            Ok(copies) => Ok(copies[0].files.clone()),
            Err(Error::Unfit(problems)) => Err(problems
                .into_iter()
                .map(|problem| problem.reason)
                .collect::<Vec<_>>()),
            Err(other) => panic!("{other}"),
        }
    };
    let missing = text.replace("src/lib.rs", "src/door.rs");
    assert_eq!(of(&missing), Err(vec![Reason::NoFile]));
    let new = rows(&["at = \"new-file\"\nreplacement = \"// new\""]);
    assert_eq!(of(&new), Err(vec![Reason::FileExists]));
    let new = new.replace("src/lib.rs", "src/door.rs");
    let files = of(&new).unwrap();
    assert_eq!(files.len(), 1);
    assert_eq!(files[std::path::Path::new("src/door.rs")], "// new");
    assert_eq!(of(&format!("{new}{new}")), Err(vec![Reason::FileExists]));
}

#[test]
fn a_file_that_is_not_rust() {
    let folder = folder("no-rust");
    let toy = toy(&folder);
    write(&toy.folder.join("src/lib.rs"), "fn greet() {\n    )\n}\n");
    let table = read(
        &folder,
        &rows(&["function = \"greet\"\nanchor = \")\"\nreplacement = \"\""]),
    );
    let Err(Error::Unfit(problems)) = apply(&table.unwrap(), &[toy]) else {
        panic!("it fits");
    };
    let Reason::NotRust(error) = &problems[0].reason else {
        panic!("{problems:?}");
    };
    assert!(error.starts_with("line 2: "), "{error}");
}

#[test]
fn all_problems_are_reported_with_advice() {
    let problems = applied(
        "all",
        &[
            "function = \"greet\"\nanchor = \"goodbye\"\nreplacement = \"\"",
            "function = \"greet\"\nanchor = \"hello\"\nreplacement = \"\"",
            "function = \"Gate::open\"\nanchor = \"let\"\nreplacement = \"\"",
        ],
    )
    .unwrap_err();
    let path = problems[0].path.clone().unwrap();
    let message = Error::Unfit(problems).to_string();
    assert_eq!(
        message,
        format!(
            "2 edits of the table do not fit the crates' source

  crate:    toy
  file:     src/lib.rs
  function: greet
  anchor:   goodbye
  why:      A test.
  problem:  the anchor occurs 0 times instead of once
  to do:    read the function, check whether the edit is still needed, and choose an anchor that occurs once in it
  source:   {0}

  crate:    toy
  file:     src/lib.rs
  function: Gate::open
  anchor:   let
  why:      A test.
  problem:  the function occurs 0 times instead of once; the file has Door::open, Window::open
  to do:    find the function with the code in the file; functions in arguments of macros are not found: leave out `function` for these
  source:   {0}",
            path.display()
        )
    );
}

#[test]
fn invalid_rows() {
    let folder = folder("rows");
    let long = format!("anchor = \"{}\"\nreplacement = \"\"", "x".repeat(101));
    for (row, expected) in [
        ("anchor = \"x\"", "needs one of `replacement` and `with`"),
        (
            "replacement = \"x\"\nwith = \"x\"",
            "needs one of `replacement` and `with`",
        ),
        (
            "anchor = \"x\\ny\"\nreplacement = \"\"",
            "needs an `anchor` of one line",
        ),
        (
            "anchor = \"  \"\nreplacement = \"\"",
            "needs an `anchor` of one line",
        ),
        (
            &long,
            "has an `anchor` of more than 100 characters: choose a shorter one",
        ),
        (
            "function = \"f\"\nthrough = \"x\"\nreplacement = \"\"",
            "has a `through` but does not replace text from an `anchor` on",
        ),
        (
            "anchor = \"x\"\nthrough = \"x\"\nat = \"after\"\nreplacement = \"\"",
            "has a `through` but does not replace text from an `anchor` on",
        ),
        (
            "anchor = \"x\"\nat = \"new-file\"\nreplacement = \"\"",
            "has a part of a file that is new",
        ),
    ] {
        let good = "replacement = \"\"";
        let error = read(&folder, &rows(&[good, row])).unwrap_err().to_string();
        let expected = format!("edits.toml: edit 2 (toy, src/lib.rs) {expected}");
        assert!(error.ends_with(&expected), "{error}");
    }
    let text = rows(&["replacement = \"\""]);
    for (before, after, expected) in [
        ("A test.", " ", "has an empty `why`"),
        (
            "src/lib.rs",
            "../lib.rs",
            "has a `file` outside of its crate",
        ),
        ("why", "wyh", "unknown field `wyh`"),
    ] {
        let error = read(&folder, &text.replace(before, after)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn files_beside_the_table() {
    let folder = folder("beside");
    let path = folder.join("edits.toml");
    write(&path, &rows(&["with = \"lib.rs.part\""]));
    write(&folder.join("README.md"), "");
    let error = Table::read(&path).unwrap_err().to_string();
    assert!(error.contains("lib.rs.part: "), "{error}");
    write(&folder.join("lib.rs.part"), "// all");
    assert_eq!(Table::read(&path).unwrap().edits[0].text, "// all");
    write(&folder.join("old.rs.part"), "");
    let error = Table::read(&path).unwrap_err().to_string();
    assert!(
        error.ends_with(
            "no edit uses old.rs.part, which is beside the table: use it in a `with`, or delete it"
        ),
        "{error}"
    );
    fs::remove_file(folder.join("old.rs.part")).unwrap();
    assert!(Table::read(&path).is_ok());
}
