//! Functions with their names: the ranges of their code, and the file of all names.

mod support;

use std::ops::Range;

use highwater_shadow_stack::{Error, Options, names_file, rewrite};
use support::{calls, module, validate};
use wasmparser::{Parser, Payload};

fn custom<'a>(module: &'a [u8], name: &str) -> Option<&'a [u8]> {
    Parser::new(0)
        .parse_all(module)
        .find_map(|payload| match payload.unwrap() {
            Payload::CustomSection(custom) if custom.name() == name => Some(custom.data()),
            _ => None,
        })
}

/// The bodies of a module in the contents of its code section.
fn bodies(module: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::CodeSectionStart { range, .. } => start = range.start,
            Payload::CodeSectionEntry(body) => {
                let range = body.range();
                bodies.push(range.start - start..range.end - start);
            }
            _ => {}
        }
    }
    bodies
}

/// Two functions with equal names but for the hash, one with another name and one without.
fn named() -> Vec<u8> {
    module(
        r#"(module
             (import "host" "see" (func $_ZN5first3run17h0123456789abcdefE))
             (memory 1)
             (func $_ZN4loop3run17h0123456789abcdefE call 0 call 0)
             (func $outer call 1 call 3)
             (func call 0)
             (func $_ZN4loop3run17hfedcba9876543210E (local i32) call 2))"#,
    )
}

fn ranges_of(names: &[&str]) -> Options {
    Options {
        ranges_of: names.iter().map(ToString::to_string).collect(),
        ..Options::default()
    }
}

#[test]
fn the_module_has_the_ranges_of_functions() {
    let original = named();
    let rewritten = rewrite(&original, &ranges_of(&["loop::run", "outer"])).unwrap();
    validate(&rewritten.module);
    let told: Vec<u32> = custom(&rewritten.module, "function_ranges")
        .unwrap()
        .chunks(4)
        .map(|word| u32::from_le_bytes(word.try_into().unwrap()))
        .collect();
    let bodies = bodies(&original);
    let expected: Vec<usize> = [0, 3, 1]
        .into_iter()
        .flat_map(|own| [bodies[own].start, bodies[own].end])
        .collect();
    assert_eq!(
        told.iter()
            .map(|offset| *offset as usize)
            .collect::<Vec<_>>(),
        expected
    );
    // The recorded calls are in these ranges.
    for (own, calls) in calls(&original).iter().enumerate() {
        for call in calls {
            assert!(bodies[own].contains(&(*call as usize)));
        }
    }
    let without = rewrite(&original, &Options::default()).unwrap();
    assert_eq!(custom(&without.module, "function_ranges"), None);
}

#[test]
fn an_unknown_function_is_an_error() {
    for name in ["run", "first::run", ""] {
        let error = rewrite(&named(), &ranges_of(&["loop::run", name])).unwrap_err();
        assert_eq!(error, Error::NoFunction(name.into()));
    }
    let error = Error::NoFunction("run".into());
    assert_eq!(
        error.to_string(),
        "the module has no function with the name \"run\""
    );
}

#[test]
fn names_can_be_left_out() {
    let original = named();
    let kept = rewrite(&original, &Options::default()).unwrap();
    assert_eq!(custom(&kept.module, "name"), custom(&original, "name"));
    let options = Options {
        keep_names: false,
        ..Options::default()
    };
    let left_out = rewrite(&original, &options).unwrap();
    validate(&left_out.module);
    assert_eq!(custom(&left_out.module, "name"), None);
    assert_eq!(left_out.offsets, kept.offsets);
}

#[test]
fn the_file_of_names_has_the_start_and_name_of_each_function() {
    let original = named();
    let file = names_file(&original).unwrap();
    validate(&file);
    let rewritten = rewrite(&original, &Options::default()).unwrap().module;
    assert_eq!(custom(&file, "build_id"), custom(&rewritten, "build_id"));
    let bodies = bodies(&original);
    let mut expected = vec![4];
    let mut before = 0;
    for body in &bodies {
        expected.push(u8::try_from(body.start - before).unwrap());
        before = body.start;
    }
    for name in ["loop::run", "outer", "", "loop::run"] {
        expected.push(u8::try_from(name.len()).unwrap());
        expected.extend(name.bytes());
    }
    assert_eq!(custom(&file, "function_names"), Some(&expected[..]));
}

#[test]
fn damaged_or_missing_names_are_no_error() {
    let nameless = module("(module (memory 1) (func call 0))");
    let expected = Some(&[1, 2, 0][..]);
    assert_eq!(
        custom(&names_file(&nameless).unwrap(), "function_names"),
        expected
    );
    // A subsection of functions whose count exceeds its content.
    let mut damaged = nameless;
    damaged.extend([0, 8, 4, b'n', b'a', b'm', b'e', 1, 9, 1]);
    assert_eq!(
        custom(&names_file(&damaged).unwrap(), "function_names"),
        expected
    );
}
