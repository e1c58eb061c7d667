//! Opening of any bytes as a debug file.

#![no_main]

#[path = "../../tests/symbols/reading.rs"]
mod reading;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    reading::check(bytes);
});
