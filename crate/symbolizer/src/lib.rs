#![doc = include_str!("../README.md")]

use highwater_symbols::Symbols;
use wasm_bindgen::prelude::*;

/// A reader of one build's debug file.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Symbolizer {
    symbols: Symbols,
}

#[wasm_bindgen]
impl Symbolizer {
    /// A symbolizer for the build of the debug file.
    ///
    /// # Errors
    /// The fault in the file, as text.
    #[wasm_bindgen(constructor)]
    pub fn new(debug_file: &[u8]) -> Result<Self, JsError> {
        Ok(Self {
            symbols: Symbols::open(debug_file)?,
        })
    }

    /// The identity of the build, in hexadecimal digits.
    #[wasm_bindgen(getter)]
    pub fn build_id(&self) -> String {
        self.symbols.build_id().into()
    }

    /// The frames at each offset as JSON, a list of lists of objects in the offsets' order:
    /// `{function, crate, file, line, inlined}`, as described by
    /// [`highwater_symbols::SymbolFrame`]. The outermost frame comes first; a list is empty for an
    /// unknown offset.
    ///
    /// # Errors
    /// None: JSON can represent all frames.
    pub fn resolve(&self, offsets: &[u32]) -> Result<String, JsError> {
        let frames = offsets.iter().map(|offset| self.symbols.resolve(*offset));
        Ok(serde_json::to_string(&frames.collect::<Vec<_>>())?)
    }
}

#[cfg(all(test, target_family = "wasm"))]
mod tests;
