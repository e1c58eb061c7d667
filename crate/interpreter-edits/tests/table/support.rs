//! Tables and crates for tests.

use std::fs;
use std::path::{Path, PathBuf};

use highwater_interpreter_edits::{Copy, Crate, Error, Problem, Reason, Table, apply};

/// The source of `src/lib.rs` in the test crate `toy`.
pub const SOURCE: &str = r#"//! A made-up crate.

use std::fmt;

/// Greets.
pub fn greet(name: &str) -> String {
    // é takes two bytes, and "}" is in a text.
    let open = "{";
    format!("hello {name}{open}")
}

pub struct Door;
pub struct Window;

impl Door {
    #[inline]
    fn open(&self) -> u32 {
        fn width() -> u32 {
            90
        }
        let first = width();
        let second = width();
        first + second
    }
}

impl Window {
    fn open(&self) -> u32 {
        let first = 1;
        first
    }
}

impl fmt::Display for Door {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "door")
    }
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "debugged")
    }
}

pub trait Shut {
    fn shut(&self) -> u32 {
        7
    }
}

mod inner {
    macro_rules! numbers {
        ($n:ident) => {
            fn $n() -> u32 {
                41
            }
        };
    }
    numbers!(answer);
    #[cfg(unix)]
    fn platform() -> &'static str {
        "unix"
    }
    #[cfg(not(unix))]
    fn platform() -> &'static str {
        "other"
    }
}

fn outer() {
    fn outer() {
        nested();
    }
    outer();
}
"#;

/// An empty folder for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file, and creates its folders.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The crate `toy`, in the folder of a test.
pub fn toy(folder: &Path) -> Crate {
    let folder = folder.join("toy-1.2.3");
    write(&folder.join("src/lib.rs"), SOURCE);
    write(
        &folder.join("Cargo.toml"),
        "[package]\nname = \"toy\"\nversion = \"1.2.3\"\nedition = \"2024\"\n\n\
         [features]\nzlib = []\n\n[lints.rust]\nunused = \"deny\"\n",
    );
    Crate {
        name: "toy".into(),
        version: "1.2.3".into(),
        folder,
    }
}

/// Reads a table with this text, alone in its folder.
pub fn read(folder: &Path, text: &str) -> Result<Table, Error> {
    let path = folder.join("table/edits.toml");
    write(&path, text);
    Table::read(&path)
}

/// Rows with the crate, the file and the reason added to each.
pub fn rows(rows: &[&str]) -> String {
    let rows = rows.iter().map(|row| {
        format!("[[edit]]\ncrate = \"toy\"\nfile = \"src/lib.rs\"\nwhy = \"A test.\"\n{row}\n")
    });
    rows.collect()
}

/// The result of applying the rows to the crate `toy`.
pub fn applied(name: &str, edits: &[&str]) -> Result<Vec<Copy>, Vec<Problem>> {
    let folder = folder(name);
    let table = read(&folder, &rows(edits)).unwrap();
    match apply(&table, &[toy(&folder)]) {
        Ok(copies) => Ok(copies),
        Err(Error::Unfit(problems)) => Err(problems),
        Err(other) => panic!("{other}"),
    }
}

/// The text of `src/lib.rs` after applying these rows.
pub fn edited(name: &str, edits: &[&str]) -> String {
    let copies = applied(name, edits).unwrap_or_else(|problems| panic!("{problems:?}"));
    copies[0].files[Path::new("src/lib.rs")].clone()
}

/// The reasons why these rows do not fit.
pub fn reasons(name: &str, edits: &[&str]) -> Vec<Reason> {
    let problems = applied(name, edits).unwrap_err();
    problems.into_iter().map(|problem| problem.reason).collect()
}
