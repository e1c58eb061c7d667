use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path};

use serde::Deserialize;

use crate::Error;

/// The maximum length of an anchor in characters: it identifies a place without copying the source.
const LONGEST_ANCHOR: usize = 100;

/// The only other file allowed beside a table without a row that uses it.
const README: &str = "README.md";

/// The position of an edit's text, relative to the part of the source that it refers to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In place of the part.
    #[default]
    Instead,
    /// Directly before it.
    Before,
    /// Directly after it.
    After,
    /// In a new file, which the crate does not have.
    NewFile,
}

/// A row of the table. It refers to the anchor, without an anchor to the whole function, and
/// without a function to the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The name of the crate.
    pub crate_name: String,
    /// The path of the file in the crate.
    pub file: String,
    /// The function that contains the anchor, such as `Type::method`, or a macro's name with `!`.
    pub function: Option<String>,
    /// A text that occurs once in the function or the file.
    pub anchor: Option<String>,
    /// A text after the anchor, at whose end the part ends.
    pub through: Option<String>,
    /// The position of the text.
    pub at: Place,
    /// The text.
    pub text: String,
    /// The reason for the edit.
    pub why: String,
}

/// All edits, in the table's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The rows.
    pub edits: Vec<Edit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    edit: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "crate")]
    crate_name: String,
    file: String,
    function: Option<String>,
    anchor: Option<String>,
    through: Option<String>,
    #[serde(default)]
    at: Place,
    replacement: Option<String>,
    with: Option<String>,
    why: String,
}

impl Table {
    /// Reads a table, and from its folder the files in the rows' keys `with`.
    ///
    /// # Errors
    /// A fault of the table, or a file beside it that no row uses.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let wrong = |message| Error::Table {
            path: path.to_owned(),
            message,
        };
        let text = fs::read_to_string(path).map_err(Error::file(path))?;
        let rows: Rows = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut unused = files_of(folder)?;
        for known in [path.file_name(), Some(OsStr::new(README))] {
            unused.retain(|name| known != Some(OsStr::new(name)));
        }
        let mut edits = Vec::new();
        for (index, row) in rows.edit.into_iter().enumerate() {
            let of_row = |message: &str| {
                let Row {
                    crate_name, file, ..
                } = &row;
                wrong(format!(
                    "edit {} ({crate_name}, {file}) {message}",
                    index + 1
                ))
            };
            check(&row).map_err(|message| of_row(&message))?;
            let text = match (&row.replacement, &row.with) {
                (Some(text), None) => text.clone(),
                (None, Some(name)) => {
                    unused.remove(name);
                    let path = folder.join(name);
                    fs::read_to_string(&path).map_err(Error::file(&path))?
                }
                _ => return Err(of_row("needs one of `replacement` and `with`")),
            };
            edits.push(Edit {
                crate_name: row.crate_name,
                file: row.file,
                function: row.function,
                anchor: row.anchor,
                through: row.through,
                at: row.at,
                text,
                why: row.why.trim().to_owned(),
            });
        }
        match unused.first() {
            None => Ok(Self { edits }),
            Some(name) => Err(wrong(format!(
                "no edit uses {name}, which is beside the table: use it in a `with`, or delete it"
            ))),
        }
    }
}

fn files_of(folder: &Path) -> Result<BTreeSet<String>, Error> {
    let shown = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(shown).map_err(Error::file(shown))? {
        let name = entry.map_err(Error::file(shown))?.file_name();
        names.insert(name.to_string_lossy().into_owned());
    }
    Ok(names)
}

/// The first fault of a row, to follow the words "edit 1".
fn check(row: &Row) -> Result<(), String> {
    if row.why.trim().is_empty() {
        return Err("has an empty `why`".into());
    }
    let mut parts = Path::new(&row.file).components();
    if !parts.all(|part| matches!(part, Component::Normal(_))) {
        return Err("has a `file` outside of its crate".into());
    }
    for (key, text) in [("anchor", &row.anchor), ("through", &row.through)] {
        let Some(text) = text else { continue };
        if text.trim().is_empty() || text.contains('\n') {
            return Err(format!("needs an `{key}` of one line"));
        }
        if text.chars().count() > LONGEST_ANCHOR {
            return Err(format!(
                "has an `{key}` of more than {LONGEST_ANCHOR} characters: choose a shorter one"
            ));
        }
    }
    if row.through.is_some() && (row.anchor.is_none() || row.at != Place::Instead) {
        return Err("has a `through` but does not replace text from an `anchor` on".into());
    }
    if row.at == Place::NewFile && (row.function.is_some() || row.anchor.is_some()) {
        return Err("has a part of a file that is new".into());
    }
    Ok(())
}
