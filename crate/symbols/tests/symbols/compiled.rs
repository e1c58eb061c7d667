//! A program built by the compiler.

use std::path::Path;
use std::process::Command;

use highwater_symbols::{NEEDED_SECTIONS, SymbolFrame, Symbols};
use wasmparser::{BinaryReader, Name, NameSectionReader, Operator, Parser, Payload};

use crate::hand_written::{self, BUILD};

const SOURCE: &str = r#"
#[inline(always)]
fn append(list: &mut Vec<u64>, value: u64) {
    list.push(value);
}

#[inline(never)]
fn fill(count: u64) -> Vec<u64> {
    let mut list = Vec::new();
    for value in 0..count {
        append(&mut list, value);
    }
    list
}

#[unsafe(no_mangle)]
pub extern "C" fn total(count: u64) -> u64 {
    fill(count).iter().sum()
}
"#;

/// The source's line with this text, from 1.
fn line_of(text: &str) -> u32 {
    let line = SOURCE.lines().position(|line| line.contains(text)).unwrap();
    u32::try_from(line + 1).unwrap()
}

/// The compiled source, with debug information like a release of the engine.
fn compile() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, module) = (folder.join("program.rs"), folder.join("program.wasm"));
    std::fs::write(&source, SOURCE).unwrap();
    let remap = format!("{}=highwater/crate/program/src", folder.display());
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc)
        .args(["--target", "wasm32-unknown-unknown", "--edition", "2024"])
        .args([
            "--crate-type",
            "cdylib",
            "-C",
            "opt-level=3",
            "-C",
            "lto=fat",
        ])
        .args(["-C", "panic=abort", "-C", "debuginfo=1"])
        .args(["--remap-path-prefix", &remap, "-o"])
        .args([&module, &source])
        .status()
        .unwrap();
    assert!(status.success());
    std::fs::read(module).unwrap()
}

/// The content of a module.
#[derive(Default)]
struct Module {
    debug_file: Vec<u8>,
    /// Each call's offset, and the index of its function in the code section.
    calls: Vec<(u32, usize)>,
    /// The functions' symbols, imported functions first.
    symbols: Vec<String>,
}

fn read(file: &[u8]) -> Module {
    let mut sections = vec![("build_id", &BUILD.0[..])];
    let mut module = Module::default();
    let (mut code, mut functions) = (0, 0);
    for payload in Parser::new(0).parse_all(file) {
        match payload.unwrap() {
            Payload::CodeSectionStart { range, .. } => code = range.start,
            Payload::CodeSectionEntry(body) => {
                let operators = body.get_operators_reader().unwrap();
                for operator in operators.into_iter_with_offsets() {
                    let (operator, at) = operator.unwrap();
                    if matches!(
                        operator,
                        Operator::Call { .. } | Operator::CallIndirect { .. }
                    ) {
                        let offset = u32::try_from(at - code).unwrap();
                        module.calls.push((offset, functions));
                    }
                }
                functions += 1;
            }
            Payload::CustomSection(section) if section.name() == "name" => {
                let names = BinaryReader::new(section.data(), 0);
                for name in NameSectionReader::new(names) {
                    if let Name::Function(functions) = name.unwrap() {
                        let symbols = functions.into_iter().map(|f| f.unwrap().name.into());
                        module.symbols = symbols.collect();
                    }
                }
            }
            Payload::CustomSection(section) if NEEDED_SECTIONS.contains(&section.name()) => {
                sections.push((section.name(), section.data()));
            }
            _ => {}
        }
    }
    assert_eq!(module.symbols.len(), functions, "functions are imported");
    module.debug_file = hand_written::module(&sections);
    module
}

#[test]
fn a_compiled_program_resolves_to_its_source() {
    let module = read(&compile());
    let symbols = Symbols::open(&module.debug_file).unwrap();
    let mut stacks = Vec::new();
    for (offset, function) in module.calls {
        let stack = symbols.resolve(offset);
        // The compiler generates these, which forward to the allocator.
        let is_forwarding = module.symbols[function].contains("___rust_");
        assert!(!stack.is_empty() || is_forwarding, "nothing at {offset}");
        for frame in &stack {
            assert!(frame.krate.is_some(), "no crate for {frame:?}");
        }
        stacks.push(stack);
    }

    let frame = |function: &str, text, inlined| SymbolFrame {
        function: function.into(),
        krate: Some("highwater-program".into()),
        file: Some("highwater-program: src/program.rs".into()),
        line: Some(line_of(text)),
        inlined,
    };
    let push = stacks
        .iter()
        .find(|stack| {
            stack
                .iter()
                .any(|frame| frame.function == "program::append")
        })
        .expect("a call grows the list");
    assert_eq!(
        push[..2],
        [
            frame("program::fill", "append(&mut list", false),
            frame("program::append", "list.push", true),
        ]
    );
    for frame in &push[2..] {
        assert_eq!(frame.krate.as_deref(), Some("std"));
        assert!(frame.inlined);
    }
    assert_eq!(push[2].function, "alloc::vec::Vec<T, A>::push");
    assert_eq!(push[2].file.as_deref(), Some("std: alloc/src/vec/mod.rs"));
    assert!(stacks.contains(&vec![frame("total", "fill(count)", false)]));
}
