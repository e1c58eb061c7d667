//! Programs that run as they were and rewritten, seen by a host that reads the shadow stack.
#![allow(dead_code)] // each test takes a part of it

use std::ops::Range;

use highwater_shadow_stack::{Options, Rewritten, rewrite};
use wasmi::{Caller, Config, Engine, Extern, Instance, Linker, Module, Store, Val};
use wasmparser::{Operator, Parser, Payload, Validator, WasmFeatures};

/// Bytes of a page of linear memory.
pub const PAGE: usize = 64 * 1024;

/// The imports that a program has.
pub const IMPORTS: &str = r#"
    (import "host" "see" (func $see))
    (import "host" "enter" (func $enter))
"#;

/// What the host has seen.
#[derive(Default)]
pub struct Host {
    /// The shadow stack at each call of `see`, outermost call first.
    pub stacks: Vec<Vec<u32>>,
}

/// A module that runs.
pub struct Running {
    pub store: Store<Host>,
    pub instance: Instance,
}

/// A module as bytes.
pub fn module(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the program's text is right")
}

/// The module rewritten, which has to be valid.
pub fn rewritten(module: &[u8]) -> Rewritten {
    let rewritten = rewrite(module, &Options::default()).expect("the module can be rewritten");
    validate(&rewritten.module);
    rewritten
}

/// A region of so many pages.
pub fn pages(pages: u32) -> Options {
    Options {
        pages,
        ..Options::default()
    }
}

/// Fails where a module is not valid.
pub fn validate(module: &[u8]) {
    let features = WasmFeatures::WASM3 | WasmFeatures::LEGACY_EXCEPTIONS;
    Validator::new_with_features(features)
        .validate_all(module)
        .expect("the module is valid");
}

/// Of each function that is not imported, the offsets of its calls' opcodes in the contents of
/// the code section.
pub fn calls(module: &[u8]) -> Vec<Vec<u32>> {
    let mut start = 0;
    let mut calls = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::CodeSectionStart { range, .. } => start = range.start,
            Payload::CodeSectionEntry(body) => {
                let operators = body
                    .get_operators_reader()
                    .unwrap()
                    .into_iter_with_offsets();
                let offsets = operators.map(Result::unwrap).filter(|(operator, _)| {
                    matches!(
                        operator,
                        Operator::Call { .. }
                            | Operator::CallIndirect { .. }
                            | Operator::CallRef { .. }
                            | Operator::ReturnCall { .. }
                            | Operator::ReturnCallIndirect { .. }
                            | Operator::ReturnCallRef { .. }
                    )
                });
                calls.push(
                    offsets
                        .map(|(_, at)| u32::try_from(at - start).unwrap())
                        .collect(),
                );
            }
            _ => {}
        }
    }
    calls
}

impl Running {
    /// Instantiates a module, which runs its start function.
    pub fn start(bytes: &[u8]) -> Self {
        let mut config = Config::default();
        config.set_max_recursion_depth(100_000);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, bytes).expect("wasmi takes the module");
        let mut store = Store::new(&engine, Host::default());
        let mut linker = Linker::new(&engine);
        linker.func_wrap("host", "see", see).unwrap();
        linker.func_wrap("host", "enter", enter).unwrap();
        let instance = linker
            .instantiate_and_start(&mut store, &module)
            .expect("it starts");
        Self { store, instance }
    }

    /// Calls an exported function and returns its results.
    pub fn call(&mut self, name: &str, arguments: &[i32]) -> Vec<i32> {
        self.try_call(name, arguments)
            .expect("the function returns")
    }

    pub fn try_call(&mut self, name: &str, arguments: &[i32]) -> Result<Vec<i32>, wasmi::Error> {
        let function = self
            .instance
            .get_func(&self.store, name)
            .expect("it is exported");
        let arguments: Vec<Val> = arguments.iter().copied().map(Val::I32).collect();
        let mut results = vec![Val::I32(0); function.ty(&self.store).results().len()];
        function.call(&mut self.store, &arguments, &mut results)?;
        Ok(results
            .iter()
            .map(|result| result.i32().expect("an i32"))
            .collect())
    }

    /// The value of an exported i32 global.
    pub fn global(&self, name: &str) -> usize {
        let global = self
            .instance
            .get_global(&self.store, name)
            .expect("it is exported");
        word(&global.get(&self.store))
    }

    pub fn set_pointer(&mut self, value: usize) {
        let pointer = self
            .instance
            .get_global(&self.store, "__shadow_stack_pointer")
            .unwrap();
        let value = Val::I32(u32::try_from(value).unwrap().cast_signed());
        pointer.set(&mut self.store, value).unwrap();
    }

    pub fn pointer(&self) -> usize {
        self.global("__shadow_stack_pointer")
    }

    /// The region of the shadow stack.
    pub fn region(&self) -> Range<usize> {
        self.global("__shadow_stack_start")..self.global("__shadow_stack_end")
    }

    /// All of the linear memory.
    pub fn memory(&self) -> &[u8] {
        self.instance
            .get_memory(&self.store, "memory")
            .expect("it is exported")
            .data(&self.store)
    }

    pub fn stacks(&self) -> &[Vec<u32>] {
        &self.store.data().stacks
    }
}

/// Runs the exported function `run` as it was and rewritten. Results and memory outside of the
/// region have to be the same, and the pointer has to be back at the start.
///
/// Returns the calls of the module, and the stacks that the host has seen.
pub fn observe(text: &str, arguments: &[i32]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let original = module(text);
    let mut before = Running::start(&original);
    let mut after = Running::start(&rewritten(&original).module);
    assert_eq!(
        after.call("run", arguments),
        before.call("run", arguments),
        "results"
    );
    let region = after.region();
    assert_eq!(after.pointer(), region.start, "pointer");
    let (memory, expected) = (after.memory(), before.memory());
    let below = region.start.min(expected.len());
    assert!(
        memory[..below] == expected[..below],
        "memory in front of the region"
    );
    if region.end < expected.len() {
        assert!(
            memory[region.end..] == expected[region.end..],
            "memory behind the region"
        );
    }
    (calls(&original), after.stacks().to_vec())
}

fn see(mut caller: Caller<'_, Host>) {
    let bound = |name| match caller.get_export(name) {
        Some(Extern::Global(global)) => Some(word(&global.get(&caller))),
        _ => None,
    };
    let stack = match (
        bound("__shadow_stack_start"),
        bound("__shadow_stack_pointer"),
    ) {
        (Some(start), Some(pointer)) => {
            let memory = caller
                .get_export("memory")
                .and_then(Extern::into_memory)
                .unwrap();
            let (slots, _) = memory.data(&caller)[start..pointer].as_chunks();
            slots.iter().map(|slot| u32::from_le_bytes(*slot)).collect()
        }
        _ => Vec::new(),
    };
    caller.data_mut().stacks.push(stack);
}

fn enter(mut caller: Caller<'_, Host>) -> Result<(), wasmi::Error> {
    let inner = caller
        .get_export("inner")
        .and_then(Extern::into_func)
        .expect("it is exported");
    inner.call(&mut caller, &[], &mut [])
}

fn word(value: &Val) -> usize {
    value.i32().expect("an i32").cast_unsigned() as usize
}
