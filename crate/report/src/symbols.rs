//! What the code offsets of native frames are called.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};

/// A function that the code at an offset belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
// `Symbol` is a type of TypeScript itself.
#[cfg_attr(feature = "typescript", tsify(rename = "StackSymbol"))]
pub struct Symbol {
    /// The function's name, qualified as far as it is known.
    #[serde(rename(serialize = "name"))]
    pub function: String,
    /// The crate, where it is known.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// The file, such as `num-bigint 0.5.1: src/biguint/addition.rs`; empty where it is not
    /// known.
    #[serde(deserialize_with = "or_default")]
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    #[serde(deserialize_with = "or_default")]
    pub line: u32,
    /// Whether the compiler put this function into the one before it.
    pub inlined: bool,
}

/// What is `null` as the default.
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
    /// The symbols of each of the offsets, in their order: the functions that the code there
    /// belongs to, the outermost first. Offsets without any are not known.
    pub fn new(offsets: &[u32], symbols: Vec<Vec<Symbol>>) -> Self {
        Self(offsets.iter().copied().zip(symbols).collect())
    }

    /// The symbols of an offset, the outermost function first; none where it is not known.
    pub fn of(&self, offset: u32) -> &[Symbol] {
        self.0.get(&offset).map_or(&[], Vec::as_slice)
    }
}
