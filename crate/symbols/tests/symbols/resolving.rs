//! Resolution of offsets.

use highwater_symbols::{NEEDED_SECTIONS, SymbolFrame, Symbols, SymbolsError};

use crate::hand_written::{BUILD, Unit, module, program};

fn frame(function: &str, krate: &str, file: &str, line: u32) -> SymbolFrame {
    SymbolFrame {
        function: function.into(),
        krate: Some(krate.into()),
        file: Some(file.into()),
        line: Some(line),
        inlined: false,
    }
}

fn inlined(function: &str, krate: &str, file: &str, line: u32) -> SymbolFrame {
    SymbolFrame {
        inlined: true,
        ..frame(function, krate, file, line)
    }
}

fn compute(line: u32) -> SymbolFrame {
    let file = "highwater-exercise: src/algorithms.rs";
    frame(
        "highwater_exercise::algorithms::compute",
        "highwater-exercise",
        file,
        line,
    )
}

fn add(line: u32) -> SymbolFrame {
    let function = "num_bigint::biguint::addition::<impl Add<u32> for BigUint>::add";
    inlined(
        function,
        "num-bigint",
        "num-bigint 0.5.1: src/biguint/addition.rs",
        line,
    )
}

fn push(line: u32) -> SymbolFrame {
    inlined(
        "alloc::vec::Vec::push",
        "std",
        "std: alloc/src/vec/mod.rs",
        line,
    )
}

#[test]
fn the_outermost_function_comes_before_the_inlined_ones() {
    for version in [4, 5] {
        let symbols = Symbols::open(&program(version)).unwrap();
        let frames = |offset| symbols.resolve(offset);
        assert_eq!(frames(16), [compute(20)]);
        assert_eq!(frames(31), [compute(20)]);
        assert_eq!(frames(32), [compute(21), add(138)]);
        assert_eq!(frames(36), [compute(21), add(139), push(992)]);
        assert_eq!(frames(39), [compute(21), add(139), push(992)]);
        assert_eq!(frames(40), [compute(21), add(140)]);
        assert_eq!(frames(63), [compute(22)]);
    }
}

#[test]
fn code_without_a_line_has_none() {
    for version in [4, 5] {
        let symbols = Symbols::open(&program(version)).unwrap();
        let start = SymbolFrame {
            line: None,
            ..frame(
                "start",
                "highwater-exercise",
                "highwater-exercise: src/algorithms.rs",
                0,
            )
        };
        assert_eq!(symbols.resolve(64), [start]);
    }
}

#[test]
fn an_unknown_offset_has_no_frames() {
    let symbols = Symbols::open(&program(4)).unwrap();
    for offset in [80, 1000, u32::MAX] {
        assert_eq!(symbols.resolve(offset), []);
    }
}

#[test]
fn the_build_is_in_hexadecimal_digits() {
    assert_eq!(Symbols::open(&program(4)).unwrap().build_id(), BUILD.1);
}

#[test]
fn frames_are_json() {
    let symbols = Symbols::open(&program(4)).unwrap();
    assert_eq!(
        serde_json::to_string(&symbols.resolve(32)).unwrap(),
        concat!(
            r#"[{"function":"highwater_exercise::algorithms::compute","crate":"highwater-exercise","#,
            r#""file":"highwater-exercise: src/algorithms.rs","line":21,"inlined":false},"#,
            r#"{"function":"num_bigint::biguint::addition::<impl Add<u32> for BigUint>::add","#,
            r#""crate":"num-bigint","file":"num-bigint 0.5.1: src/biguint/addition.rs","#,
            r#""line":138,"inlined":true}]"#
        )
    );
}

#[test]
fn other_sections_are_not_read() {
    let mut file = program(4);
    file.extend(&module(&[(".debug_aranges", b"no such thing"), ("name", b"\xff")])[8..]);
    let symbols = Symbols::open(&file).unwrap();
    assert_eq!(symbols.resolve(32), [compute(21), add(138)]);
    assert!(!NEEDED_SECTIONS.contains(&".debug_aranges"));
}

#[test]
fn other_files_are_refused_with_a_message() {
    let refused = |file: &[u8]| Symbols::open(file).unwrap_err();
    assert!(matches!(refused(b""), SymbolsError::Module(_)));
    assert!(matches!(
        refused(b"\x89PNG\r\n\x1a\n0000"),
        SymbolsError::Module(_)
    ));
    assert_eq!(refused(&module(&[])), SymbolsError::BuildId);
    assert_eq!(
        refused(&module(&[("build_id", &[0; 15])])),
        SymbolsError::BuildId
    );
    assert_eq!(
        refused(&module(&[("build_id", &[0; 16])])).to_string(),
        "the debug file has no debug information: .debug_info is missing"
    );
}

#[test]
fn excessive_nesting_is_refused() {
    let nested = |depth: u64| {
        let mut unit = Unit::new(4, "highwater", 1000);
        let file = unit.file("a.rs");
        let mut innermost = unit.function("a", 0, 1000);
        for at in 0..depth {
            innermost = unit.inlined(innermost, "b", (at, 1000), (file, at + 1));
        }
        Symbols::open(&unit.debug_file())
    };
    assert_eq!(nested(250).unwrap().resolve(999).len(), 251);
    assert_eq!(nested(260).unwrap_err(), SymbolsError::Excessive);
}

#[test]
fn excessive_repetition_is_refused() {
    let repeated = |functions: usize| {
        let mut unit = Unit::new(4, "highwater", 4000);
        let ranges: Vec<_> = (1..2000).map(|at| (at * 2, at * 2 + 1)).collect();
        for _ in 0..functions {
            unit.scattered_function("a", &ranges);
        }
        Symbols::open(&unit.debug_file())
    };
    assert_eq!(repeated(10).unwrap().resolve(4).len(), 1);
    assert_eq!(repeated(1000).unwrap_err(), SymbolsError::Excessive);
}

#[test]
fn a_file_of_names_resolves_to_functions_alone() {
    let names = b"\x02\x08\x20\x0da::B<c::D>::f\x06memcpy";
    let file = module(&[("build_id", &[0xab; 16]), ("function_names", names)]);
    let symbols = Symbols::open(&file).unwrap();
    assert_eq!(symbols.build_id(), "ab".repeat(16));
    assert_eq!(
        serde_json::to_string(&[symbols.resolve(7), symbols.resolve(12), symbols.resolve(40)])
            .unwrap(),
        concat!(
            r#"[[],[{"function":"a::B<D>::f","crate":"a","file":null,"line":null,"#,
            r#""inlined":false}],[{"function":"memcpy","crate":null,"file":null,"line":null,"#,
            r#""inlined":false}]]"#
        )
    );
    let damaged = module(&[("build_id", &[0; 16]), ("function_names", b"\x09")]);
    assert!(matches!(
        Symbols::open(&damaged),
        Err(SymbolsError::Damaged(_))
    ));
}
