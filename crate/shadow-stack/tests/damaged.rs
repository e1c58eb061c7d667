//! Damaged modules: an error or a valid module, never a panic.

mod support;

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use support::{IMPORTS, check, module};

/// A module with all kinds of content that are parsed.
fn seed() -> Vec<u8> {
    module(&format!(
        r#"(module {IMPORTS}
             (type $nothing (func)) (type $point (struct (field i32)))
             (import "host" "start" (global $base i32))
             (memory (export "memory") 2 9) (memory 1)
             (table $t 3 funcref) (table 1 1 (ref null func) (ref.func $inner))
             (tag $thrown)
             (global (mut funcref) (ref.func $inner)) (global i64 (i64.const 1))
             (global (export "__shadow_stack") i32 (i32.const 16))
             (data (i32.const 16) "\00\04\00\00\00\01\00\00") (data "passive")
             (elem (table $t) (i32.const 1) func $inner $several)
             (elem declare func $first)
             (start $inner)
             (func $top (export "__shadow_stack_top") (result i32) (i32.const 0))
             (func $first (export "run") (param i32 i64) (local f32 f64)
               (block (loop (call_indirect $t (type $nothing) (local.get 0)) (br_if 1
                 (local.get 0)) (br_table 0 1 2 (local.get 0))))
               (call_ref $nothing (ref.func $inner)) return_call $inner)
             (func $several (export "several") (result i32 (ref null $point)) call $inner
               (return (i32.const 1) (ref.null $point)))
             (func $inner call $see
               (block (try_table (catch_all 0) call $enter (throw $thrown))))
             (@custom "name" "\00\02\01a") (@custom ".debug_info" "information"))"#
    ))
}

#[derive(Clone, Debug)]
enum Damage {
    Change(prop::sample::Index, u8),
    Remove(prop::sample::Index),
    Insert(prop::sample::Index, u8),
    Cut(prop::sample::Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => any::<(prop::sample::Index, u8)>().prop_map(|(at, byte)| Damage::Change(at, byte)),
        1 => any::<prop::sample::Index>().prop_map(Damage::Remove),
        1 => any::<(prop::sample::Index, u8)>().prop_map(|(at, byte)| Damage::Insert(at, byte)),
        1 => any::<prop::sample::Index>().prop_map(Damage::Cut),
    ]
}

#[test]
fn the_seed_is_valid() {
    assert!(check(&seed()));
}

#[test]
fn every_seed_of_the_fuzz_target_can_be_rewritten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/rewrite_module");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert!(check(&fs::read(&path).unwrap()), "{}", path.display());
        count += 1;
    }
    assert!(count > 2);
}

#[test]
fn every_single_byte_may_be_wrong() {
    let seed = seed();
    for at in 0..seed.len() {
        for byte in [
            0,
            1,
            seed[at] ^ 1,
            seed[at].wrapping_add(1),
            0x40,
            0x7f,
            0x80,
            0xff,
        ] {
            let mut damaged = seed.clone();
            damaged[at] = byte;
            check(&damaged);
        }
        check(&seed[..at]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000, failure_persistence: None, ..ProptestConfig::default()
    })]
    #[test]
    fn damage_is_an_error_or_harmless(damages in prop::collection::vec(damage(), 1..5)) {
        let mut bytes = seed();
        for damage in damages {
            if bytes.is_empty() {
                break;
            }
            match damage {
                Damage::Change(at, byte) => {
                    let at = at.index(bytes.len());
                    bytes[at] = byte;
                }
                Damage::Remove(at) => {
                    bytes.remove(at.index(bytes.len()));
                }
                Damage::Insert(at, byte) => bytes.insert(at.index(bytes.len()), byte),
                Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            }
        }
        check(&bytes);
    }
}
