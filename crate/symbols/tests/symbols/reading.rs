//! Properties of reading any bytes as a debug file.

use highwater_symbols::Symbols;

/// Code offsets of the debug files of the tests, and ones beyond.
const OFFSETS: u32 = 84;

/// Opens the bytes and resolves offsets: they give frames with a name each, or an error.
pub fn check(file: &[u8]) {
    match Symbols::open(file) {
        Ok(symbols) => {
            for offset in (0..OFFSETS).chain([u32::MAX]) {
                let frames = symbols.resolve(offset);
                assert!(frames.first().is_none_or(|frame| !frame.inlined));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
