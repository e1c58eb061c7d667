//! The interpreter's table, applied to the interpreter's source if it is on this machine.

use std::path::Path;

use highwater_interpreter_edits::{Table, apply, crates_of};

fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../python/interpreter/edits.toml");
    Table::read(&path).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_table_can_be_read_and_each_edit_has_a_reason() {
    for edit in table().edits {
        assert!(edit.why.ends_with('.'), "{edit:?}");
    }
}

#[test]
fn the_table_fits_the_interpreter() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../python");
    let crates = match crates_of(&workspace, &["--offline"]) {
        Ok(crates) => crates,
        Err(error) => {
            eprintln!("skipped: the interpreter's source is not on this machine: {error}");
            return;
        }
    };
    let copies = apply(&table(), &crates).unwrap_or_else(|error| panic!("{error}"));
    for copy in copies {
        for (file, text) in copy.files {
            let original = copy.original.folder.join(&file);
            let original = std::fs::read_to_string(original).unwrap_or_default();
            assert_ne!(text, original, "{}", file.display());
        }
    }
}
