//! The region of the shadow stack, and behaviour at its end.

mod support;

use highwater_shadow_stack::rewrite;
use support::{IMPORTS, PAGE, Running, calls, module, observe, pages, rewritten, validate};

/// A program that recurses a number of times, then calls the host; `data` is inserted into the
/// module.
fn recursion(memory: &str, data: &str) -> String {
    format!(
        r#"(module {IMPORTS} (memory (export "memory") {memory}) {data}
             (func (export "run") (param i32) (result i32)
               (call $down (local.get 0)))
             (func $down (param i32) (result i32)
               (if (result i32) (local.get 0)
                 (then
                   (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
                 (else call $see (i32.const 0)))))"#
    )
}

/// A region of `length` bytes at 1024, surrounded by bytes of 0xAA.
fn declared(length: u8) -> String {
    let fill = r"\aa".repeat(PAGE);
    format!(
        r#"(data (i32.const 0) "{fill}")
           (data (i32.const 16) "\00\04\00\00\{length:02x}\00\00\00")
           (global (export "__shadow_stack") i32 (i32.const 16))"#
    )
}

#[test]
fn a_region_is_added_after_the_initial_memory() {
    let original = module(&recursion("3 10", ""));
    let running = Running::start(&rewritten(&original).module);
    assert_eq!(running.region(), 3 * PAGE..4 * PAGE);
    assert_eq!(running.memory().len(), 4 * PAGE);
    let running = Running::start(&rewrite(&original, &pages(7)).unwrap().module);
    assert_eq!(running.region(), 3 * PAGE..10 * PAGE);
}

#[test]
fn a_memory_is_one_of_several() {
    let text = recursion(
        "1",
        "(memory 5 6) (func (drop (memory.grow 1 (i32.const 1))))",
    );
    let rewritten = rewritten(&module(&text)).module;
    let memories: Vec<_> = wasmparser::Parser::new(0)
        .parse_all(&rewritten)
        .find_map(|payload| match payload.unwrap() {
            wasmparser::Payload::MemorySection(section) => Some(section.into_iter()),
            _ => None,
        })
        .unwrap()
        .map(|memory| {
            memory
                .map(|memory| (memory.initial, memory.maximum))
                .unwrap()
        })
        .collect();
    assert_eq!(memories, [(2, None), (5, Some(6))]);
}

#[test]
fn a_declared_region_is_used() {
    let (calls, stacks) = observe(&recursion("1 1", &declared(64)), &[2]);
    let [run, down, see] = [calls[0][0], calls[1][0], calls[1][1]];
    assert_eq!(stacks, [[run, down, down, see]]);
    let running = Running::start(&rewritten(&module(&recursion("1 1", &declared(64)))).module);
    assert_eq!(running.region(), 1024..1088);
    assert_eq!(running.memory().len(), PAGE);
}

#[test]
fn a_descriptor_may_span_segments_and_lack_its_zeros() {
    // Address 0x8000 and length 0x100, as written by a linker that leaves out zeros.
    let data = r#"(data (i32.const 33) "\80") (data (i32.const 37) "\01")
                  (global (export "__shadow_stack") i32 (i32.const 32))"#;
    let running = Running::start(&rewritten(&module(&recursion("1", data))).module);
    assert_eq!(running.region(), 0x8000..0x8100);
}

#[test]
fn a_region_may_be_declared_in_an_imported_memory() {
    let original = module(
        r#"(module (import "host" "memory" (memory 1))
             (data (i32.const 16) "\00\04\00\00\40\00\00\00")
             (global (export "__shadow_stack") i32 (i32.const 16))
             (func (export "run") call 0))"#,
    );
    validate(&rewritten(&original).module);
}

#[test]
fn bounds_exported_by_the_module_stay() {
    let own = r#"(global (export "__shadow_stack_start") i32 (i32.const 1024))"#;
    let original = module(&recursion("1", &format!("{} {own}", declared(16))));
    let running = Running::start(&rewritten(&original).module);
    assert_eq!(running.region(), 1024..1040);
}

#[test]
fn a_length_that_is_not_a_multiple_of_a_slot_is_rounded_down() {
    let running = Running::start(&rewritten(&module(&recursion("1", &declared(23)))).module);
    assert_eq!(running.region(), 1024..1044);
}

#[test]
fn frames_beyond_the_region_share_its_last_slot() {
    let slots = 4;
    let text = recursion("1", &declared(4 * slots));
    let [run, down, see] = {
        let calls = calls(&module(&text));
        [calls[0][0], calls[1][0], calls[1][1]]
    };
    for (depth, expected) in [
        (1, vec![run, down, see]),
        (2, vec![run, down, down, see]),
        (3, vec![run, down, down, see]),
        (1000, vec![run, down, down, see]),
    ] {
        // `observe` also compares the memory around the region.
        let (_, stacks) = observe(&text, &[depth]);
        assert_eq!(stacks, [expected], "{depth} calls deep");
    }
}

#[test]
fn a_region_of_one_slot_has_the_last_call() {
    let text = recursion("1", &declared(4));
    let (calls, stacks) = observe(&text, &[50]);
    assert_eq!(stacks, [[calls[1][1]]]);
}

#[test]
fn a_truncated_stack_is_marked_again_after_a_tail_call() {
    let text = format!(
        r#"(module {IMPORTS} (memory (export "memory") 1) {}
             (func (export "run") call $second)
             (func $second call $third)
             (func $third call $nothing return_call $last)
             (func $nothing)
             (func $last return_call $see))"#,
        declared(8)
    );
    let (calls, stacks) = observe(&text, &[]);
    // The slot written by $third is also its caller's: the pointer is at the end.
    assert_eq!(stacks, [[calls[0][0], calls[2][0]]]);
}

#[test]
fn an_entry_at_the_end_of_the_region_leaves_the_pointer_there() {
    let text = format!(
        r#"(module {IMPORTS} (memory (export "memory") 1) {}
             (func (export "run") call $middle call $see)
             (func $middle call $enter return_call $see)
             (func (export "inner") call $see))"#,
        declared(4)
    );
    let (calls, stacks) = observe(&text, &[]);
    let (run, middle, inner) = (&calls[0], &calls[1], &calls[2]);
    assert_eq!(stacks, [[inner[0]], [inner[0]], [run[1]]]);
    assert_eq!(middle.len(), 2);
}
