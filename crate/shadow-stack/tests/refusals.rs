//! Refused modules, and the messages for them.

mod support;

use highwater_shadow_stack::{Error, Options, debug_file, rewrite};
use support::{module, pages, rewritten};

fn refused(module: &[u8]) -> Error {
    rewrite(module, &Options::default()).expect_err("the module is refused")
}

fn text(fields: &str) -> Error {
    refused(&module(&format!("(module {fields})")))
}

#[test]
fn memories_unfit_for_a_stack() {
    assert_eq!(text(""), Error::NoMemory);
    assert_eq!(text("(memory 1 1 shared)"), Error::SharedMemory);
    assert_eq!(text("(memory i64 1)"), Error::Memory64);
    assert_eq!(
        text(r#"(import "env" "memory" (memory 1))"#),
        Error::ImportedMemory
    );
    assert_eq!(
        text("(memory 3 3)"),
        Error::MemoryFull {
            minimum: 3,
            maximum: 3,
            pages: 1
        }
    );
    assert_eq!(
        text("(memory 65536)"),
        Error::MemoryFull {
            minimum: 65536,
            maximum: 65535,
            pages: 1
        }
    );
    let small = module("(module (memory 1))");
    assert_eq!(rewrite(&small, &pages(0)), Err(Error::NoPages));
    assert_eq!(
        rewrite(&small, &pages(u32::MAX)),
        Err(Error::MemoryFull {
            minimum: 1,
            maximum: 65535,
            pages: u32::MAX
        })
    );
}

#[test]
fn an_already_rewritten_module() {
    let once = rewritten(&module("(module (memory 1))")).module;
    assert_eq!(refused(&once), Error::AlreadyRewritten);
}

#[test]
fn other_files() {
    assert_eq!(refused(b"\0asm\x0d\0\x01\0"), Error::Component);
    assert_eq!(
        text(r#"(memory 1) (@custom "linking" "\02")"#),
        Error::Object
    );
    for bytes in [&b""[..], b"\0asm", b"#!/bin/sh\n", b"\0asm\x02\0\0\0"] {
        assert!(
            matches!(refused(bytes), Error::Invalid { function: None, .. }),
            "{bytes:?}"
        );
        assert!(
            matches!(debug_file(bytes), Err(Error::Invalid { .. })),
            "{bytes:?}"
        );
    }
}

#[test]
fn an_invalid_body_is_named_by_function_and_offset() {
    let mut bytes =
        module(r#"(module (import "a" "b" (func)) (memory 1) (func) (func call 0 drop))"#);
    let drop_at = bytes.len() - 2;
    assert_eq!(bytes[drop_at], 0x1a);
    let error = refused(&bytes);
    let Error::Invalid {
        offset, function, ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((offset, function), (drop_at, Some(2)));
    // An undefined opcode.
    bytes[drop_at] = 0xff;
    let error = refused(&bytes);
    let Error::Invalid {
        offset, function, ..
    } = error
    else {
        panic!("{error}")
    };
    assert_eq!((offset, function), (drop_at, Some(2)));
    let said = error.to_string();
    assert!(
        said.ends_with(&format!("(at offset {drop_at:#x}, in function 2)")),
        "{said}"
    );
}

#[test]
fn stack_switching() {
    let error = text("(memory 1) (type $f (func)) (type $c (cont $f))");
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
}

#[test]
fn descriptors_without_a_usable_region() {
    let descriptor = |data: &str| {
        text(&format!(
            r#"(memory 1) (data (i32.const 16) "{data}")
               (global (export "__shadow_stack") i32 (i32.const 16))"#
        ))
    };
    for (data, start, length, problem) in [
        ("", 0, 0, "has no address"),
        (
            r"\01\04\00\00\10\00\00\00",
            0x401,
            16,
            "does not start at a multiple of 4",
        ),
        (r"\00\04\00\00\03\00\00\00", 0x400, 3, "has no slot"),
        (
            r"\00\04\00\00\01\fc\00\00",
            0x400,
            0xfc01,
            "ends outside the initial memory",
        ),
        (
            r"\fc\ff\ff\ff\08\00\00\00",
            0xffff_fffc,
            8,
            "ends outside the initial memory",
        ),
    ] {
        assert_eq!(
            descriptor(data),
            Error::Region {
                start,
                length,
                problem
            }
        );
    }
    assert_eq!(
        text(r#"(memory 1) (global (export "__shadow_stack") i32 (i32.const 65532))"#),
        Error::Region {
            start: 0,
            length: 0,
            problem: "has its descriptor outside the initial memory"
        }
    );
}

#[test]
fn exports_with_reserved_names() {
    let reserved = |fields: &str| match text(&format!("(memory 1) {fields}")) {
        Error::ReservedExport { name, .. } => name,
        error => panic!("{error}"),
    };
    for fields in [
        r#"(global (export "__shadow_stack") (mut i32) (i32.const 16))"#,
        r#"(global (export "__shadow_stack") i64 (i64.const 16))"#,
        r#"(func (export "__shadow_stack"))"#,
    ] {
        assert_eq!(reserved(fields), "__shadow_stack");
    }
    for fields in [
        r#"(func (export "__shadow_stack_top"))"#,
        r#"(func (export "__shadow_stack_top") (param i32) (result i32) local.get 0)"#,
        r#"(global (export "__shadow_stack_top") i32 (i32.const 0))"#,
    ] {
        assert_eq!(reserved(fields), "__shadow_stack_top");
    }
    let imported = r#"(module (import "a" "b" (func $f (result i32))) (memory 1)
                        (export "__shadow_stack_top" (func $f)))"#;
    assert!(matches!(
        refused(&module(imported)),
        Error::ReservedExport {
            name: "__shadow_stack_top",
            ..
        }
    ));
    let bound = r#"(global (export "__shadow_stack_end") i32 (i32.const 1))"#;
    assert_eq!(reserved(bound), "__shadow_stack_end");
}

#[test]
fn too_many_locals() {
    let locals = |count: usize| {
        let locals = "i32 ".repeat(count);
        module(&format!(
            "(module (memory 1) (func) (func (local {locals}) call 0))"
        ))
    };
    rewritten(&locals(49_998));
    let error = refused(&locals(49_999));
    assert!(
        matches!(error, Error::TooManyLocals { function: 1, .. }),
        "{error}"
    );
}
