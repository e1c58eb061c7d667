//! Programs executed in their original and rewritten form, with a host that reads the shadow stack.
#![allow(dead_code, unused_imports)] // each test takes a part of it

mod checks;

use std::ops::Range;

pub use checks::{check, validate};

use highwater_shadow_stack::{Options, Rewritten, rewrite};
use wasmi::{Caller, Config, Engine, Extern, Instance, Linker, Module, Store, Val};
use wasmparser::{Operator, Parser, Payload};

/// The size of a page of linear memory in bytes.
pub const PAGE: usize = 64 * 1024;

/// The imports of a program.
pub const IMPORTS: &str = r#"
    (import "host" "see" (func $see))
    (import "host" "enter" (func $enter))
"#;

/// The observations of the host.
#[derive(Default)]
pub struct Host {
    /// The shadow stack at each call of `see`, outermost call first.
    pub stacks: Vec<Vec<u32>>,
}

/// An instantiated module.
pub struct Running {
    pub store: Store<Host>,
    pub instance: Instance,
}

/// A module in binary form.
pub fn module(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("the program's text is valid")
}

/// The rewritten module, after validation.
pub fn rewritten(module: &[u8]) -> Rewritten {
    let rewritten = rewrite(module, &Options::default()).expect("the module can be rewritten");
    validate(&rewritten.module);
    rewritten
}

/// Options for a region with this number of pages.
pub fn pages(pages: u32) -> Options {
    Options {
        pages,
        ..Options::default()
    }
}

/// The offsets of the calls' opcodes in the contents of the code section, for each defined
/// function.
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
        let module = Module::new(&engine, bytes).expect("wasmi accepts the module");
        let mut store = Store::new(&engine, Host::default());
        let mut linker = Linker::new(&engine);
        linker.func_wrap("host", "see", see).unwrap();
        linker.func_wrap("host", "enter", enter).unwrap();
        let instance = linker
            .instantiate_and_start(&mut store, &module)
            .expect("the module starts");
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
            .expect("the function is exported");
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
            .expect("the global is exported");
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

    /// The whole linear memory.
    pub fn memory(&self) -> &[u8] {
        self.instance
            .get_memory(&self.store, "memory")
            .expect("the memory is exported")
            .data(&self.store)
    }

    pub fn stacks(&self) -> &[Vec<u32>] {
        &self.store.data().stacks
    }
}

/// Runs the exported function `run` in the original and the rewritten form. Results and memory
/// outside of the region must be equal, and the pointer must return to the start.
///
/// Returns the calls of the module, and the stacks observed by the host.
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
        "memory before the region"
    );
    if region.end < expected.len() {
        assert!(
            memory[region.end..] == expected[region.end..],
            "memory after the region"
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
        .expect("the function is exported");
    inner.call(&mut caller, &[], &mut [])
}

fn word(value: &Val) -> usize {
    value.i32().expect("an i32").cast_unsigned() as usize
}
