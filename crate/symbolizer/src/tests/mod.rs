//! The symbolizer in a browser, used like by a page.

#[path = "../../../symbols/tests/symbols/hand_written.rs"]
#[allow(dead_code)]
mod hand_written;

use crate::Symbolizer;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn offsets_resolve_in_their_order() {
    let symbolizer = Symbolizer::new(&hand_written::program(4)).ok().unwrap();
    let json = symbolizer.resolve(&[40, 1000, 16]).ok().unwrap();
    assert_eq!(
        json,
        concat!(
            r#"[[{"function":"highwater_exercise::algorithms::compute","crate":"highwater-exercise","#,
            r#""file":"highwater-exercise: src/algorithms.rs","line":21,"inlined":false},"#,
            r#"{"function":"num_bigint::biguint::addition::<impl Add<u32> for BigUint>::add","#,
            r#""crate":"num-bigint","file":"num-bigint 0.5.1: src/biguint/addition.rs","#,
            r#""line":140,"inlined":true}],[],"#,
            r#"[{"function":"highwater_exercise::algorithms::compute","crate":"highwater-exercise","#,
            r#""file":"highwater-exercise: src/algorithms.rs","line":20,"inlined":false}]]"#
        )
    );
    assert_eq!(symbolizer.resolve(&[]).ok().unwrap(), "[]");
}

#[wasm_bindgen_test]
fn the_build_is_reported() {
    let symbolizer = Symbolizer::new(&hand_written::program(5)).ok().unwrap();
    assert_eq!(symbolizer.build_id(), hand_written::BUILD.1);
}

#[wasm_bindgen_test]
fn other_modules_are_refused_with_a_message() {
    let error = JsValue::from(Symbolizer::new(&hand_written::module(&[])).unwrap_err());
    let message = js_sys::Error::from(error).message();
    assert_eq!(
        String::from(message),
        "the debug file has no identity of a build: it has no build_id of 16 bytes"
    );
}
