//! Shapes of calls and of the code around them.

mod support;

use support::{IMPORTS, Running, calls, module, observe, rewritten};

fn program(rest: &str) -> String {
    format!("(module {IMPORTS} (memory (export \"memory\") 1) {rest})")
}

#[test]
fn direct_and_imported_calls_leave_the_offsets_of_their_opcodes() {
    // The contents of the code section: a count, then the size, the number of locals and the
    // operators of each function. `nop` is one byte, `call` two.
    let (_, stacks) = observe(
        &program(
            r#"(func (export "run") (result i32) nop call $inner call $inner i32.const 7)
               (func $inner call $see)"#,
        ),
        &[],
    );
    // 0: 2 functions; 1: size 9; 2: no locals; 3: nop; 4: call; 6: call; 8: i32.const; 10: end;
    // 11: size; 12: no locals; 13: call.
    assert_eq!(stacks, [[4, 13], [6, 13]]);
}

#[test]
fn functions_with_parameters_and_locals_keep_them() {
    let text = program(
        r#"(func (export "run") (param i32 i32) (result i32) (local i64 i64 i32)
             (local.set 3 (i64.const 5))
             (local.set 4 (call $add (local.get 0) (local.get 1)))
             (i32.add (local.get 4) (i32.wrap_i64 (i64.add (local.get 2) (local.get 3)))))
           (func $add (param i32 i32) (result i32) (local f32)
             call $see (i32.add (local.get 0) (local.get 1)))"#,
    );
    let (calls, stacks) = observe(&text, &[30, 12]);
    assert_eq!(stacks, [[calls[0][0], calls[1][0]]]);
    assert_eq!(
        Running::start(&rewritten(&module(&text)).module).call("run", &[30, 12]),
        [47]
    );
}

#[test]
fn indirect_calls_through_several_tables() {
    let (calls, stacks) = observe(
        &program(
            r#"(type $unary (func (param i32) (result i32)))
               (table $first 2 funcref) (table $second 2 funcref)
               (elem (table $first) (i32.const 1) func $double)
               (elem (table $second) (i32.const 0) func $square)
               (func $double (param i32) (result i32) call $see
                 (i32.mul (local.get 0) (i32.const 2)))
               (func $square (param i32) (result i32) call $see
                 (i32.mul (local.get 0) (local.get 0)))
               (func (export "run") (param i32) (result i32)
                 (call_indirect $second (type $unary)
                   (call_indirect $first (type $unary) (local.get 0) (i32.const 1))
                   (i32.const 0)))"#,
        ),
        &[9],
    );
    assert_eq!(
        stacks,
        [[calls[2][0], calls[0][0]], [calls[2][1], calls[1][0]]]
    );
}

#[test]
fn tail_calls_leave_no_frame_and_pass_their_slot_to_the_callee() {
    let (calls, stacks) = observe(
        &program(
            r#"(type $unary (func (param i32) (result i32)))
               (table 1 funcref) (elem (i32.const 0) func $last)
               (func (export "run") (param i32) (result i32)
                 (i32.add (call $first (local.get 0)) (i32.const 1)))
               (func $first (param i32) (result i32)
                 call $see (return_call $second (i32.add (local.get 0) (i32.const 10))))
               (func $second (param i32) (result i32)
                 call $see
                 (return_call_indirect (type $unary)
                   (i32.add (local.get 0) (i32.const 100)) (i32.const 0)))
               (func $last (param i32) (result i32) call $see (local.get 0))"#,
        ),
        &[1],
    );
    let outer = calls[0][0];
    let (first, second, last) = (calls[1][0], calls[2][0], calls[3][0]);
    assert_eq!(stacks, [[outer, first], [outer, second], [outer, last]]);
}

#[test]
fn a_loop_of_tail_calls_keeps_its_depth() {
    let (calls, stacks) = observe(
        &program(
            r#"(func (export "run") (param i32) (result i32)
                 (return_call $even (local.get 0)))
               (func $even (param i32) (result i32)
                 call $nothing
                 (if (i32.eqz (local.get 0)) (then call $see (return (i32.const 1))))
                 (return_call $odd (i32.sub (local.get 0) (i32.const 1))))
               (func $odd (param i32) (result i32)
                 call $nothing
                 (if (i32.eqz (local.get 0)) (then call $see (return (i32.const 0))))
                 (return_call $even (i32.sub (local.get 0) (i32.const 1))))
               (func $nothing)"#,
        ),
        &[100_001],
    );
    assert_eq!(stacks, [[calls[2][1]]]);
}

#[test]
fn the_tail_callee_of_an_entered_function_restores_the_pointer() {
    // `observe` checks the pointer: $middle is neither exported nor in a table.
    let (calls, stacks) = observe(
        &program(
            r#"(func (export "run") (return_call $middle))
               (func $middle (return_call $inner))
               (func $inner call $see)"#,
        ),
        &[],
    );
    assert_eq!(stacks, [[calls[2][0]]]);
}

#[test]
fn an_imported_function_in_a_tail_call_sees_the_stack_without_its_caller() {
    let (calls, stacks) = observe(
        &program(
            r#"(func (export "run") call $last)
               (func $last call $see return_call $see)"#,
        ),
        &[],
    );
    assert_eq!(stacks, [vec![calls[0][0], calls[1][0]], vec![calls[0][0]]]);
}

#[test]
fn blocks_and_functions_with_several_results() {
    let text = program(
        r#"(func (export "run") (param i32) (result i32 i32)
             (local.get 0)
             (block (param i32) (result i32 i32)
               call $see
               (i32.const 5)
               (br_if 0 (local.get 0))
               (br 1))
             call $swap)
           (func $swap (param i32 i32) (result i32 i32)
             call $see (return (local.get 1) (local.get 0)))"#,
    );
    for argument in [0, 3] {
        let (calls, stacks) = observe(&text, &[argument]);
        let all = [vec![calls[0][0]], vec![calls[0][1], calls[1][0]]];
        assert_eq!(stacks, all[..=usize::from(argument != 0)]);
    }
}

#[test]
fn an_existing_type_serves_for_several_results() {
    let with = |rest: &str| {
        let text = program(&format!(
            r#"{rest} (func (export "run") (param i32) (result i32 i64) call $see
                 (local.get 0) (i64.const 1))
               (func (export "other") (param f32) (result i32 i64) call $see
                 (i32.const 2) (i64.const 3))"#
        ));
        let original = module(&text);
        (types(&rewritten(&original).module), types(&original))
    };
    let (after, before) = with("");
    assert_eq!(after, before + 1, "one type for both");
    let (after, before) = with("(type (func (result i32 i64)))");
    assert_eq!(after, before);
}

fn types(module: &[u8]) -> u32 {
    wasmparser::Parser::new(0)
        .parse_all(module)
        .find_map(|payload| match payload.unwrap() {
            wasmparser::Payload::TypeSection(section) => Some(section.count()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn results_of_every_type_fit_through_the_block() {
    // wasmi runs none of these: a valid module is enough here.
    let original = module(
        r#"(module
             (type $point (struct (field i32)))
             (import "host" "see" (func $see))
             (memory 1)
             (func (export "v") (result v128) call $see unreachable)
             (func (export "f") (result f32 f64) call $see unreachable)
             (func (export "a") (result funcref externref) call $see unreachable)
             (func (export "b") (result anyref eqref i31ref structref arrayref) call $see
               unreachable)
             (func (export "c") (result nullref nullfuncref nullexternref exnref nullexnref)
               call $see unreachable)
             (func (export "d") (result (ref $point) (ref null $point)) call $see unreachable)
             (func (export "e") (result (ref func)) call $see unreachable))"#,
    );
    assert_eq!(rewritten(&original).statistics.functions, 7);
}

#[test]
fn loops_and_early_returns() {
    let (calls, stacks) = observe(
        &program(
            r#"(func (export "run") (param i32) (result i32)
                 (loop
                   call $see
                   (call $inner (local.get 0))
                   (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
                   (br_if 0 (local.get 0))
                   (block (block (return (i32.const 42)))))
                 unreachable)
               (func $inner (param i32)
                 (br_if 0 (i32.and (local.get 0) (i32.const 1)))
                 call $see)"#,
        ),
        &[3],
    );
    let outer = vec![calls[0][0]];
    let inner = vec![calls[0][1], calls[1][0]];
    assert_eq!(stacks, [outer.clone(), outer.clone(), inner, outer]);
}

#[test]
fn a_branch_table_reaches_the_label_of_the_function() {
    let text = program(
        r#"(func (export "run") (param i32) (result i32)
             (i32.const 70)
             (block (result i32)
               (block
                 call $see
                 (i32.const 7)
                 (br_table 1 2 1 (local.get 0)))
               (i32.const 9))
             call $see
             (i32.add))"#,
    );
    for (argument, result, seen) in [(0, 77, 2), (1, 7, 1), (2, 77, 2)] {
        let (calls, stacks) = observe(&text, &[argument]);
        assert_eq!(stacks, [[calls[0][0]], [calls[0][1]]][..seen]);
        let mut running = Running::start(&rewritten(&module(&text)).module);
        assert_eq!(running.call("run", &[argument]), [result]);
    }
}

#[test]
fn the_start_function_restores_the_pointer() {
    let text = program("(start $begin) (func $begin call $inner) (func $inner call $see)");
    let original = module(&text);
    let running = Running::start(&rewritten(&original).module);
    let calls = calls(&original);
    assert_eq!(running.stacks(), [[calls[0][0], calls[1][0]]]);
    assert_eq!(running.pointer(), running.region().start);
}

#[test]
fn an_exported_function_that_calls_itself() {
    let (calls, stacks) = observe(
        &program(
            r#"(func $run (export "run") (param i32) (result i32)
                 (if (result i32) (local.get 0)
                   (then
                     (i32.add (local.get 0)
                       (call $run (i32.sub (local.get 0) (i32.const 1)))))
                   (else call $see (i32.const 0))))"#,
        ),
        &[4],
    );
    let (recursion, see) = (calls[0][0], calls[0][1]);
    assert_eq!(stacks, [[recursion, recursion, recursion, recursion, see]]);
}

#[test]
fn an_entry_from_an_import_continues_the_outer_stack() {
    let (calls, stacks) = observe(
        &program(
            r#"(func (export "run") call $middle call $see)
               (func $middle call $enter call $see)
               (func (export "inner") call $deep)
               (func $deep call $see)"#,
        ),
        &[],
    );
    let (run, middle, inner, deep) = (&calls[0], &calls[1], &calls[2], &calls[3]);
    assert_eq!(
        stacks,
        [
            vec![run[0], middle[0], inner[0], deep[0]],
            vec![run[0], middle[1]],
            vec![run[1]],
        ]
    );
}

#[test]
fn after_a_trap_the_host_resets_the_pointer() {
    let original = module(&program(
        r#"(func (export "run") (param i32) call $see (call $inner (local.get 0)))
           (func $inner (param i32) call $see (if (local.get 0) (then unreachable)))"#,
    ));
    let mut running = Running::start(&rewritten(&original).module);
    let start = running.pointer();
    running.try_call("run", &[1]).unwrap_err();
    assert_eq!(running.pointer(), start + 8);
    running.set_pointer(start);
    running.call("run", &[0]);
    let calls = calls(&original);
    let once = [vec![calls[0][0]], vec![calls[0][1], calls[1][0]]];
    assert_eq!(running.stacks(), [once.clone(), once].concat());
}

#[test]
fn the_function_for_the_top_returns_the_pointer() {
    let original = module(&program(
        r#"(func $top (export "__shadow_stack_top") (result i32) (i32.const 0))
           (func (export "run") (result i32) call $inner)
           (func $inner (result i32) call $top)"#,
    ));
    assert_eq!(Running::start(&original).call("run", &[]), [0]);
    let mut running = Running::start(&rewritten(&original).module);
    let start = running.pointer();
    let [top] = running.call("run", &[])[..] else {
        panic!("one result")
    };
    assert_eq!(usize::try_from(top).unwrap(), start + 8);
    let calls = calls(&original);
    let seen = &running.memory()[start..start + 8];
    assert_eq!(
        seen,
        [calls[1][0].to_le_bytes(), calls[2][0].to_le_bytes()].as_flattened()
    );
}

#[test]
fn functions_without_calls_are_unchanged() {
    let original = module(&program(
        r#"(func (export "run") (result i32) (i32.const 1))
           (func (export "tail") (result i32) (return_call 2))"#,
    ));
    let rewritten = rewritten(&original);
    assert_eq!(rewritten.statistics.functions, 0);
    assert_eq!(rewritten.statistics.call_sites, 0);
    assert_eq!(calls(&rewritten.module), calls(&original));
    assert_eq!(rewritten.offsets.len(), 1, "the tail call is listed");
}

#[test]
fn all_calls_are_found_in_the_rewritten_file() {
    let original = module(&program(
        r#"(type $nothing (func)) (table 1 funcref) (elem (i32.const 0) func $deep)
           (func (export "run") (param i32)
             call $deep call $see (call_indirect (type $nothing) (i32.const 0))
             return_call $deep)
           (func $deep call $see)"#,
    ));
    let rewritten = rewritten(&original);
    let calls = calls(&original).concat();
    let originals: Vec<u32> = rewritten
        .offsets
        .iter()
        .map(|(original, _)| *original)
        .collect();
    assert_eq!(originals, calls);
    let opcodes: Vec<u8> = rewritten
        .offsets
        .iter()
        .map(|(_, at)| rewritten.module[*at as usize])
        .collect();
    assert_eq!(opcodes, [0x10, 0x10, 0x11, 0x12, 0x10]);
    assert_eq!(rewritten.statistics.functions, 2);
    assert_eq!(rewritten.statistics.call_sites, 4);
}
