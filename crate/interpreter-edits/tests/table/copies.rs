//! Copies in a build folder.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::support::{SOURCE, folder, read, rows, toy, write};
use highwater_interpreter_edits::{CONFIGURATION, Written, apply, write_copies};

fn write_all(folder: &Path, edits: &[&str]) -> Written {
    let table = read(folder, &rows(edits)).unwrap();
    let copies = apply(&table, &[toy(folder)]).unwrap();
    write_copies(&copies, &folder.join("copies")).unwrap()
}

fn changed_at(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

const ONE: &str = "function = \"greet\"\nanchor = \"hello\"\nreplacement = \"hi\"";
const OTHER: &str = "function = \"greet\"\nanchor = \"hello\"\nreplacement = \"hey\"";

#[test]
fn a_copy_has_its_edits_and_the_original_does_not() {
    let folder = folder("copy");
    assert_eq!(
        write_all(&folder, &[ONE]),
        Written {
            written: 3,
            removed: 0
        }
    );
    let text = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    assert_eq!(text("copies/toy/src/lib.rs"), SOURCE.replace("hello", "hi"));
    assert_eq!(text("toy-1.2.3/src/lib.rs"), SOURCE);
    let manifest: toml::Table = text("copies/toy/Cargo.toml").parse().unwrap();
    assert_eq!(
        manifest["lints"],
        toml::toml! { [rust]
        warnings = "allow" }
        .into()
    );
    assert_eq!(manifest["package"]["version"].as_str(), Some("1.2.3"));
    let configuration: toml::Table = text("copies/config.toml").parse().unwrap();
    let path = folder.canonicalize().unwrap().join("copies/toy");
    assert_eq!(configuration["paths"][0].as_str(), path.to_str());
}

#[test]
fn unchanged_files_keep_their_times() {
    let folder = folder("times");
    write_all(&folder, &[ONE]);
    let source = folder.join("copies/toy/src/lib.rs");
    let manifest = folder.join("copies/toy/Cargo.toml");
    let times = (changed_at(&source), changed_at(&manifest));
    assert_eq!(write_all(&folder, &[ONE]), Written::default());
    assert_eq!((changed_at(&source), changed_at(&manifest)), times);
    assert_eq!(
        write_all(&folder, &[OTHER]),
        Written {
            written: 1,
            removed: 0
        }
    );
    assert_eq!(changed_at(&manifest), times.1);
    assert_eq!(
        fs::read_to_string(&source).unwrap(),
        SOURCE.replace("hello", "hey")
    );
}

#[test]
fn files_outside_of_copies_are_removed() {
    let folder = folder("removed");
    write_all(&folder, &[ONE]);
    write(&folder.join("copies/toy/src/old.rs"), "");
    write(&folder.join("copies/other/src/lib.rs"), "");
    assert_eq!(
        write_all(&folder, &[ONE]),
        Written {
            written: 0,
            removed: 2
        }
    );
    assert!(!folder.join("copies/toy/src/old.rs").exists());
    assert!(folder.join("copies").join(CONFIGURATION).exists());
}
