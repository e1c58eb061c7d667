//! Random programs compared with a model of their calls.

mod support;

use std::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use support::{IMPORTS, calls, module, observe};

/// A step of a function. A callee is a distance: function 2 with a call at distance 0 calls
/// function 3, so every program ends.
#[derive(Clone, Debug)]
enum Step {
    See,
    Call(usize),
    Indirect(usize),
    /// Calls twice, in a loop.
    Twice(usize),
    /// Calls from nested blocks and leaves them by a branch.
    Nested(usize),
    /// Returns from the middle of a block.
    Return,
    Tail(usize),
    TailIndirect(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::See),
        3 => (0..4_usize).prop_map(Step::Call),
        2 => (0..4_usize).prop_map(Step::Indirect),
        1 => (0..4_usize).prop_map(Step::Twice),
        1 => (0..4_usize).prop_map(Step::Nested),
        1 => Just(Step::Return),
        1 => (0..4_usize).prop_map(Step::Tail),
        1 => (0..4_usize).prop_map(Step::TailIndirect),
    ]
}

/// A program: the steps of each function, and `true` if it is in the table.
type Program = Vec<(Vec<Step>, bool)>;

fn program() -> impl Strategy<Value = Program> {
    vec((vec(step(), 0..5), any::<bool>()), 1..7)
}

/// The callee of a step of the function `from`; indirect calls have callees in the table.
fn callee(program: &Program, from: usize, distance: usize, indirect: bool) -> Option<usize> {
    let callee = from + 1 + distance;
    let (_, in_table) = program.get(callee)?;
    (*in_table || !indirect).then_some(callee)
}

fn text(program: &Program, slots: usize) -> String {
    let mut text = format!(
        r#"(module {IMPORTS} (type $step (func)) (memory (export "memory") 1)
             (data (i32.const 16) "\00\04\00\00\{:02x}\00\00\00")
             (global (export "__shadow_stack") i32 (i32.const 16))
             (table {} funcref) (export "run" (func $f0)) "#,
        slots * 4,
        program.len()
    );
    for (index, (steps, in_table)) in program.iter().enumerate() {
        if *in_table {
            write!(text, "(elem (i32.const {index}) func $f{index}) ").unwrap();
        }
        write!(text, "(func $f{index} (local i32) ").unwrap();
        for step in steps {
            let to = |distance, indirect| callee(program, index, distance, indirect);
            let part = match *step {
                Step::See => "call $see ".to_owned(),
                Step::Return => "(block (block (return))) ".to_owned(),
                Step::Call(distance) => {
                    to(distance, false).map_or(String::new(), |to| format!("call $f{to} "))
                }
                Step::Indirect(distance) => to(distance, true).map_or(String::new(), |to| {
                    format!("(call_indirect (type $step) (i32.const {to})) ")
                }),
                Step::Twice(distance) => to(distance, false).map_or(String::new(), |to| {
                    format!(
                        "(local.set 0 (i32.const 2)) (loop call $f{to} (br_if 0 (local.tee 0
                           (i32.sub (local.get 0) (i32.const 1))))) "
                    )
                }),
                Step::Nested(distance) => to(distance, false).map_or(String::new(), |to| {
                    format!("(block (block (block call $f{to} (br 2)) unreachable)) ")
                }),
                Step::Tail(distance) => {
                    to(distance, false).map_or(String::new(), |to| format!("return_call $f{to} "))
                }
                Step::TailIndirect(distance) => to(distance, true).map_or(String::new(), |to| {
                    format!("(return_call_indirect (type $step) (i32.const {to})) ")
                }),
            };
            text.push_str(&part);
        }
        text.push_str(") ");
    }
    text + ")"
}

/// The expected calls of a program.
struct Model<'a> {
    program: &'a Program,
    calls: &'a [Vec<u32>],
    frames: Vec<u32>,
    seen: Vec<Vec<u32>>,
}

impl Model<'_> {
    fn run(&mut self, function: usize) {
        let (steps, _) = &self.program[function];
        let offsets = &self.calls[function];
        let mut next = 0; // the function's next call in the code
        for step in steps {
            let to = |distance, indirect| callee(self.program, function, distance, indirect);
            let (callee, times, tail) = match *step {
                Step::Return => return,
                Step::See => {
                    self.frames.push(offsets[next]);
                    next += 1;
                    self.seen.push(self.frames.clone());
                    self.frames.pop();
                    continue;
                }
                Step::Call(distance) | Step::Nested(distance) => (to(distance, false), 1, false),
                Step::Indirect(distance) => (to(distance, true), 1, false),
                Step::Twice(distance) => (to(distance, false), 2, false),
                Step::Tail(distance) => (to(distance, false), 1, true),
                Step::TailIndirect(distance) => (to(distance, true), 1, true),
            };
            let Some(callee) = callee else { continue };
            if tail {
                return self.run(callee);
            }
            for _ in 0..times {
                self.frames.push(offsets[next]);
                self.run(callee);
                self.frames.pop();
            }
            next += 1;
        }
    }
}

/// The part of a stack in a region with this number of slots.
fn truncated(frames: &[u32], slots: usize) -> Vec<u32> {
    match frames {
        [first @ .., last] if frames.len() > slots => [&first[..slots - 1], &[*last]].concat(),
        _ => frames.to_vec(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn stacks_are_those_of_the_model(program in program(), slots in 1..8_usize) {
        let text = text(&program, slots);
        let offsets = calls(&module(&text));
        let mut model =
            Model { program: &program, calls: &offsets, frames: Vec::new(), seen: Vec::new() };
        model.run(0);
        let expected: Vec<_> =
            model.seen.iter().map(|frames| truncated(frames, slots)).collect();
        let (_, seen) = observe(&text, &[]);
        prop_assert_eq!(seen, expected);
    }
}
