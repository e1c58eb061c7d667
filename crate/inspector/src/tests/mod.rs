//! The inspector in a browser, fed as a page feeds it.

mod answer;
mod capture;
mod errors;
mod export;
mod result;
mod timeline;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
