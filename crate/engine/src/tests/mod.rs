//! The engine in a browser: its functions as a page calls them, and what a host is handed.
//!
//! All tests share one instance, and with it one linear memory. Where numbers depend on what ran
//! before, as pages of memory do, they are not looked at here.

mod describe;
mod host;
mod reference;
mod run;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
