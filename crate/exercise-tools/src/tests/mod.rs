//! The functions in a browser, called like by a page.

use wasm_bindgen::prelude::*;

mod unit_test;
mod watch;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// The text of an error.
fn message(error: JsError) -> String {
    let error: js_sys::Error = JsValue::from(error).into();
    error.message().into()
}
