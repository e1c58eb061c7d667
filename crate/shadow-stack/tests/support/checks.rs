//! Properties of rewriting any bytes.

use highwater_shadow_stack::{Options, debug_file, names_file, rewrite};
use wasmparser::{Validator, WasmFeatures};

/// Panics if a module is not valid.
pub fn validate(module: &[u8]) {
    let features = WasmFeatures::WASM3 | WasmFeatures::LEGACY_EXCEPTIONS;
    Validator::new_with_features(features)
        .validate_all(module)
        .expect("the module is valid");
}

/// Rewrites any bytes and checks the result; returns `true` if they could be rewritten.
pub fn check(bytes: &[u8]) -> bool {
    for file in [debug_file(bytes), names_file(bytes)] {
        match file {
            Ok(file) => validate(&file),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    match rewrite(bytes, &Options::default()) {
        Ok(rewritten) => {
            validate(&rewritten.module);
            true
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            false
        }
    }
}
