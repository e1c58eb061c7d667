//! Opening of any bytes: a report or an error.

#![no_main]

#[path = "../../tests/opening/opening.rs"]
mod opening;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| opening::check(bytes));
