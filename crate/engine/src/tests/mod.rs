//! The engine in a browser: its functions, called like by a page, and the records passed to a host.
//!
//! All tests share one instance, and with it one linear memory. Numbers that depend on earlier
//! tests, such as pages of memory, are not compared.

mod describe;
mod host;
mod reference;
mod run;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
