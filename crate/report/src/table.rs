//! Numbered rows.

use std::collections::HashMap;
use std::hash::Hash;

/// Numbered rows without repetitions.
pub(crate) struct Table<T> {
    pub(crate) rows: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    /// The number of a row, which is added if it is new.
    pub(crate) fn number(&mut self, row: T) -> usize {
        let rows = &mut self.rows;
        *self.numbers.entry(row).or_insert_with_key(|row| {
            rows.push(row.clone());
            rows.len() - 1
        })
    }
}
