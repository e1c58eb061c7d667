//! The names of code offsets in native frames.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};

/// A function that the code at an offset belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
// TypeScript has a type `Symbol` of its own.
#[cfg_attr(feature = "typescript", tsify(rename = "StackSymbol"))]
pub struct Symbol {
    /// The function's name, as qualified as known.
    #[serde(rename(serialize = "name"))]
    pub function: String,
    /// The crate, if known.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// The file, such as `num-bigint 0.5.1: src/biguint/addition.rs`; empty if unknown.
    #[serde(deserialize_with = "or_default")]
    pub file: String,
    /// The line, from 1; 0 if unknown.
    #[serde(deserialize_with = "or_default")]
    pub line: u32,
    /// True if the compiler inlined this function into the one before it.
    pub inlined: bool,
}

/// Reads `null` as the default.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The symbols of code offsets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Symbols(HashMap<u32, Vec<Symbol>>);

impl Symbols {
    /// The symbols of each of the offsets, in their order: the functions of the code at the offset,
    /// the outermost first. A list is empty for an unknown offset.
    pub fn new(offsets: &[u32], symbols: Vec<Vec<Symbol>>) -> Self {
        Self(offsets.iter().copied().zip(symbols).collect())
    }

    /// The symbols of an offset, the outermost function first; empty if unknown.
    pub fn of(&self, offset: u32) -> &[Symbol] {
        self.0.get(&offset).map_or(&[], Vec::as_slice)
    }
}
