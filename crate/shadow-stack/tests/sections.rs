//! Sections kept, dropped and added.

mod support;

use highwater_shadow_stack::{BUILD_ID_LENGTH, debug_file};
use sha2::{Digest, Sha256};
use support::{module, rewritten};
use wasmparser::{Parser, Payload};

/// The ids of a module's sections, with the names of custom ones.
fn sections(module: &[u8]) -> Vec<(u8, &str)> {
    let mut sections = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.unwrap();
        let name = match &payload {
            Payload::CustomSection(custom) => custom.name(),
            _ => "",
        };
        sections.extend(payload.as_section().map(|(id, _)| (id, name)));
    }
    sections
}

fn custom<'a>(module: &'a [u8], name: &str) -> Option<&'a [u8]> {
    Parser::new(0)
        .parse_all(module)
        .find_map(|payload| match payload.unwrap() {
            Payload::CustomSection(custom) if custom.name() == name => Some(custom.data()),
            _ => None,
        })
}

const WITH_DEBUG: &str = r#"
    (module
      (memory 1)
      (func $outer (export "run") (local $kept i32) call $inner)
      (func $inner)
      (@custom ".debug_info" "some information")
      (@custom "producers" "\00")
      (@custom "sourceMappingURL" "\05a.map")
      (@custom "metadata.code.branch_hint" "\00")
      (@custom "build_id" "another build")
      (@custom ".debug_line" "some lines"))"#;

#[test]
fn names_and_producers_stay_and_sections_with_offsets_are_dropped() {
    let original = module(WITH_DEBUG);
    let rewritten = rewritten(&original).module;
    assert_eq!(
        sections(&rewritten),
        [
            (1, ""),
            (3, ""),
            (5, ""),
            (6, ""),
            (7, ""),
            (10, ""),
            (0, "producers"),
            (0, "name"),
            (0, "build_id"),
        ]
    );
    assert_eq!(custom(&rewritten, "name"), custom(&original, "name"));
    assert_eq!(custom(&rewritten, "producers"), Some(&[0][..]));
}

#[test]
fn the_debug_file_has_the_debug_sections_of_the_same_build() {
    let original = module(WITH_DEBUG);
    let file = debug_file(&original).unwrap();
    support::validate(&file);
    assert_eq!(
        sections(&file),
        [(0, "build_id"), (0, ".debug_info"), (0, ".debug_line")]
    );
    assert_eq!(custom(&file, ".debug_info"), Some(&b"some information"[..]));
    assert_eq!(custom(&file, ".debug_line"), Some(&b"some lines"[..]));
    let id = custom(&file, "build_id").unwrap();
    assert_eq!(Some(id), custom(&rewritten(&original).module, "build_id"));
    // Two functions: one with three bytes of locals and a call, and an empty one.
    let code = [2, 6, 1, 1, 0x7f, 0x10, 1, 0x0b, 2, 0, 0x0b];
    assert_eq!(id, &Sha256::digest(code)[..BUILD_ID_LENGTH]);
}

#[test]
fn missing_sections_are_inserted_at_their_places() {
    let original = module(
        r#"(module (import "a" "b" (func)) (memory 1) (tag) (start 0) (elem func 0)
             (data "x") (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))))"#,
    );
    let ids = |module| {
        sections(module)
            .into_iter()
            .map(|(id, _)| id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&original), [1, 2, 3, 5, 13, 8, 9, 12, 10, 11]);
    let rewritten = rewritten(&original).module;
    assert_eq!(ids(&rewritten), [1, 2, 3, 5, 13, 6, 7, 8, 9, 12, 10, 11, 0]);
    let empty = support::rewritten(&module("(module (memory 1))")).module;
    assert_eq!(ids(&empty), [5, 6, 7, 0]);
}

#[test]
fn globals_and_exports_are_added_after_the_others() {
    let original = module(
        r#"(module (import "a" "g" (global i64)) (memory (export "memory") 2)
             (global (export "own") (mut f32) (f32.const 1)))"#,
    );
    let rewritten = rewritten(&original).module;
    let exports: Vec<_> = Parser::new(0)
        .parse_all(&rewritten)
        .find_map(|payload| match payload.unwrap() {
            Payload::ExportSection(section) => Some(section.into_iter()),
            _ => None,
        })
        .unwrap()
        .map(|export| export.map(|export| (export.name, export.index)).unwrap())
        .collect();
    assert_eq!(
        exports,
        [
            ("memory", 0),
            ("own", 1),
            ("__shadow_stack_pointer", 2),
            ("__shadow_stack_start", 3),
            ("__shadow_stack_end", 4),
        ]
    );
}

#[test]
fn the_bytes_added_are_counted() {
    let original = module("(module (memory 1) (func call 0))");
    let rewritten = rewritten(&original);
    // After the code: a custom section with id, length, name and 16 bytes.
    let build_id = 2 + 9 + BUILD_ID_LENGTH;
    // The headers of the two added sections.
    let headers = 2 + 2;
    assert_eq!(
        rewritten.module.len(),
        original.len() + rewritten.statistics.bytes_added + build_id + headers
    );
}
