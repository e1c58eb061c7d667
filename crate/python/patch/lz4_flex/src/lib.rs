#![doc = include_str!("../README.md")]
#![deny(missing_docs)]
#![forbid(unsafe_code)]

use std::convert::Infallible;

/// Returns the bytes unchanged.
pub fn compress_prepend_size(input: &[u8]) -> Vec<u8> {
    input.to_vec()
}

/// Returns the argument of [`compress_prepend_size`].
///
/// # Errors
///
/// None: the type of the result is LZ4's, as the interpreter's build expects.
pub fn decompress_size_prepended(input: &[u8]) -> Result<Vec<u8>, Infallible> {
    Ok(input.to_vec())
}
