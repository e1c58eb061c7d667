//! The inspector in a browser, used like by a page.

mod answer;
mod capture;
mod errors;
mod export;
mod result;
mod timeline;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
