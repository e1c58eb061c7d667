//! Reading of any bytes as a trace in this format: requests, and an error or none.

#![no_main]

#[path = "../../tests/reading/reading.rs"]
mod reading;

use highwater_workload::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| reading::check(Format::Cache2k, bytes));
