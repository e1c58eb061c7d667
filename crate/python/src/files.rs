//! The files of a run. There is no other file system.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

/// A file and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name, without a folder.
    pub(crate) name: String,
    /// Its text.
    pub(crate) source: String,
}

thread_local! {
    static FILES: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
}

/// Adds a file, or replaces the one with this name. A program can import it by its name without
/// `.py`.
#[wasm_bindgen]
pub fn add_file(name: &str, source: &str) {
    let file = File {
        name: name.to_string(),
        source: source.to_string(),
    };
    FILES.with_borrow_mut(
        |files| match files.iter_mut().find(|known| known.name == file.name) {
            Some(known) => *known = file,
            None => files.push(file),
        },
    );
}

/// All files.
pub(crate) fn all() -> Vec<File> {
    FILES.with_borrow(Clone::clone)
}

/// Returns `true` if there is a file with this name.
pub(crate) fn has(name: &str) -> bool {
    FILES.with_borrow(|files| files.iter().any(|file| file.name == name))
}

/// The text of a file; empty if there is none with this name.
pub(crate) fn source_of(name: &str) -> String {
    FILES.with_borrow(|files| {
        let file = files.iter().find(|file| file.name == name);
        file.map(|file| file.source.clone()).unwrap_or_default()
    })
}
