#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
// The panics of all functions are documented above.
#![allow(clippy::missing_panics_doc)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A workspace in a separate folder, with copies of some crates of this one.
#[derive(Debug)]
pub struct Copies {
    folder: PathBuf,
}

impl Copies {
    /// Copies crates, by the names of their folders, into the workspace at `folder`, without their
    /// tests and development dependencies. Build artefacts of an earlier workspace in the folder
    /// are reused.
    pub fn new(folder: PathBuf, crates: &[&str]) -> Self {
        let _ = fs::remove_dir_all(folder.join("crate"));
        let copies = Self { folder };
        for file in ["Cargo.toml", "Cargo.lock"] {
            copies.copy(file);
        }
        for name in crates {
            copies.copy_folder(&format!("crate/{name}/src"));
            // The documentation of the crate, which includes it.
            copies.copy(&format!("crate/{name}/README.md"));
            let file = format!("crate/{name}/Cargo.toml");
            copies.write(&file, &without_dev_dependencies(&read(&file)));
        }
        copies
    }

    /// Writes a file by its path in the workspace.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Copies a file of this repository.
    pub fn copy(&self, file: &str) {
        self.write(file, &read(file));
    }

    /// Copies a file with `line` inserted after the line `neighbour`, which must occur once.
    pub fn copy_with_line(&self, file: &str, neighbour: &str, line: &str) {
        let text = read(file);
        assert_eq!(
            text.matches(neighbour).count(),
            1,
            "{file} does not have the line once"
        );
        self.write(
            file,
            &text.replacen(neighbour, &format!("{neighbour}{line}"), 1),
        );
    }

    /// Runs cargo offline, with the packages used by the build of the test.
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--color=never", "--target-dir"])
            .arg(self.folder.join("target"))
            .current_dir(&self.folder)
            .output()
            .expect("cargo")
    }

    /// Checks a package with the compiler, without generating code.
    ///
    /// # Errors
    /// The compiler's errors.
    pub fn check(&self, package: &str) -> Result<(), String> {
        let output = self.cargo(&["check", "--package", package]);
        if output.status.success() {
            Ok(())
        } else {
            Err(text(&output.stderr))
        }
    }

    fn copy_folder(&self, folder: &str) {
        for entry in fs::read_dir(Path::new(REPOSITORY).join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name");
            let inside = format!("{folder}/{name}");
            if entry.path().is_dir() {
                self.copy_folder(&inside);
            } else {
                self.copy(&inside);
            }
        }
    }
}

/// The text of a file of this repository.
pub fn read(file: &str) -> String {
    fs::read_to_string(Path::new(REPOSITORY).join(file)).expect(file)
}

/// The names of the Rust files in a folder of this repository, without their extension.
pub fn modules_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(Path::new(REPOSITORY).join(folder)).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".rs")?.to_string()));
    names.collect()
}

/// The output of a program as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A text with the part from `first` to `last` replaced.
pub fn replaced(text: &str, first: &str, last: &str, by: &str) -> String {
    let (before, rest) = text.split_once(first).expect(first);
    let (_, after) = rest.split_once(last).expect(last);
    format!("{before}{by}{after}")
}

/// A manifest without development dependencies.
fn without_dev_dependencies(manifest: &str) -> String {
    let Some((before, after)) = manifest.split_once("[dev-dependencies]") else {
        return manifest.to_string();
    };
    let (_, lints) = after.split_once("[lints]").expect("a section");
    format!("{before}[lints]{lints}")
}
