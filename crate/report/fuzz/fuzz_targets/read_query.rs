//! Answering of any text as a query of a report.

#![no_main]

#[path = "../../tests/opening/asking.rs"]
mod asking;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| asking::check(text));
