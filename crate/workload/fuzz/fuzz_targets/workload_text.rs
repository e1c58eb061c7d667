//! Parsing of any text as a workload: one that prints as a text that parses to it, or an error.

#![no_main]

use highwater_workload::Workload;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match text.parse::<Workload>() {
        Ok(workload) => assert_eq!(workload.to_string().parse(), Ok(workload)),
        Err(error) => assert!(error.to_string().contains("; allowed: ")),
    }
});
