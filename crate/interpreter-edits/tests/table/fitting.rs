//! Edits that fit.

use crate::support::{SOURCE, edited};

#[test]
fn an_anchor_is_replaced_in_its_function_only() {
    assert_eq!(
        edited(
            "window",
            &[r#"function = "Window::open"
                 anchor = "let first = 1;"
                 replacement = "let first = 2;""#]
        ),
        SOURCE.replace("let first = 1;", "let first = 2;")
    );
    assert_eq!(
        edited(
            "door",
            &[r#"function = "Door::open"
                 anchor = "let first = "
                 replacement = "let mut first = ""#]
        ),
        SOURCE.replace("let first = width", "let mut first = width")
    );
}

#[test]
fn a_text_after_multibyte_characters_is_found() {
    assert_eq!(
        edited(
            "bytes",
            &[r#"function = "greet"
                 anchor = "{name}"
                 replacement = "{name:?}""#]
        ),
        SOURCE.replace("{name}", "{name:?}")
    );
}

#[test]
fn a_function_is_found_by_the_end_of_its_path() {
    for name in ["width", "open::width", "Door::open::width"] {
        assert_eq!(
            edited(
                "path",
                &[&format!(
                    "function = \"{name}\"\nanchor = \"90\"\nreplacement = \"80\""
                )]
            ),
            SOURCE.replace("90", "80")
        );
    }
    assert_eq!(
        edited(
            "trait",
            &[r#"function = "Shut::shut"
                 anchor = "7"
                 replacement = "8""#]
        ),
        SOURCE.replace('7', "8")
    );
}

#[test]
fn implementations_of_traits_are_distinguished() {
    assert_eq!(
        edited(
            "display",
            &[r#"function = "<Door as Display>::fmt"
                 anchor = "write!("
                 replacement = "writeln!(""#]
        ),
        SOURCE.replace("write!(f, \"door\")", "writeln!(f, \"door\")")
    );
}

#[test]
fn a_macro_is_found_with_its_mark() {
    assert_eq!(
        edited(
            "macro",
            &[r#"function = "inner::numbers!"
                 anchor = "41"
                 replacement = "42""#]
        ),
        SOURCE.replace("41", "42")
    );
}

#[test]
fn one_of_several_functions_with_a_name_is_found_by_its_anchor() {
    assert_eq!(
        edited(
            "platform",
            &[r#"function = "platform"
                 anchor = '"other"'
                 replacement = '"none"'"#]
        ),
        SOURCE.replace("\"other\"", "\"none\"")
    );
}

#[test]
fn a_function_nested_in_one_of_the_same_name_is_searched_once() {
    assert_eq!(
        edited(
            "nested",
            &[r#"function = "outer"
                 anchor = "nested()"
                 replacement = "deeper()""#]
        ),
        SOURCE.replace("nested()", "deeper()")
    );
}

#[test]
fn a_function_is_replaced_as_a_whole_with_its_attributes() {
    let text = edited(
        "whole-function",
        &[r#"function = "Door::open"
             replacement = "fn open(&self) -> u32 { 1 }""#],
    );
    assert!(text.contains("impl Door {\n    fn open(&self) -> u32 { 1 }\n}\n"));
    assert!(!text.contains("#[inline]"));
}

#[test]
fn a_part_ends_with_a_second_text() {
    assert_eq!(
        edited(
            "through",
            &[r#"function = "Door::open"
                 anchor = "let first"
                 through = "width();"
                 replacement = "let first = 5;""#]
        ),
        SOURCE.replace("let first = width();", "let first = 5;")
    );
}

#[test]
fn texts_are_added_before_and_after() {
    let text = edited(
        "around",
        &[
            "at = \"after\"\nreplacement = \"// last\"",
            "function = \"greet\"\nat = \"before\"\nreplacement = \"// before\\n\"",
            "function = \"greet\"\nat = \"after\"\nreplacement = \"// after\"",
            "anchor = \"use std::fmt;\"\nat = \"after\"\nreplacement = \" // one\"",
            "anchor = \"use std::fmt;\"\nat = \"after\"\nreplacement = \" two\"",
        ],
    );
    assert!(text.starts_with(
        "//! A made-up crate.\n\nuse std::fmt; // one two\n\n// before\n/// Greets.\n"
    ));
    assert!(text.contains("{open}\")\n}// after\n"));
    assert!(text.ends_with("}\n// last"));
}

#[test]
fn all_edits_apply_to_the_original_text() {
    assert_eq!(
        edited(
            "original",
            &[
                "function = \"Door::open\"\nanchor = \"second = \"\nreplacement = \"first = \"",
                "function = \"Door::open\"\nanchor = \"first = \"\nreplacement = \"zeroth = \"",
            ]
        ),
        SOURCE
            .replace("first = width", "zeroth = width")
            .replace("second = width", "first = width")
    );
}

#[test]
fn a_file_is_replaced_as_a_whole() {
    assert_eq!(
        edited("whole-file", &["replacement = \"// nothing\""]),
        "// nothing"
    );
}

#[test]
fn a_file_that_is_not_rust_is_edited_without_a_function() {
    let name = "manifest";
    let folder = crate::support::folder(name);
    let table = crate::support::read(
        &folder,
        "[[edit]]\ncrate = \"toy\"\nfile = \"Cargo.toml\"\nanchor = \"zlib = []\"\n\
         replacement = \"\"\nwhy = \"A test.\"\n",
    );
    let toy = crate::support::toy(&folder);
    let copies = highwater_interpreter_edits::apply(&table.unwrap(), &[toy]).unwrap();
    let text = &copies[0].files[std::path::Path::new("Cargo.toml")];
    assert!(text.contains("[features]\n\n\n[lints.rust]"), "{text}");
}
