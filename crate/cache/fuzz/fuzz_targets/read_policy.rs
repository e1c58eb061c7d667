//! Reading of any text as a policy.

#![no_main]

#[path = "../../tests/parsing/mod.rs"]
mod parsing;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    parsing::check(text);
});
