use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;

use crate::file::edited;
use crate::{Crate, Edit, Error, Place, Problem, Reason, Table};

/// An edited copy of a crate, not yet written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The original crate.
    pub original: Crate,
    /// The files that differ from the original, by their path in the crate.
    pub files: BTreeMap<PathBuf, String>,
}

/// The copies of all crates with edits in the table, by the crates' names.
///
/// # Errors
/// All edits that do not fit, or a file that cannot be read.
pub fn apply(table: &Table, crates: &[Crate]) -> Result<Vec<Copy>, Error> {
    let mut copies = Vec::new();
    let mut problems = Vec::new();
    for (name, files) in by_file(table) {
        let found: Vec<&Crate> = crates.iter().filter(|known| known.name == name).collect();
        let [original] = found[..] else {
            let versions: Vec<String> = found.iter().map(|known| known.version.clone()).collect();
            problems.extend(files.into_values().flatten().map(|edit| Problem {
                edit: edit.clone(),
                path: None,
                reason: Reason::Crate {
                    versions: versions.clone(),
                },
            }));
            continue;
        };
        let mut changed = BTreeMap::new();
        for (file, edits) in files {
            let path = original.folder.join(file);
            let source = match fs::read_to_string(&path) {
                Ok(source) => Some(source),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(Error::file(&path)(error)),
            };
            match of_file(source.as_deref(), &edits) {
                Ok(text) => {
                    changed.insert(PathBuf::from(file), text);
                }
                Err(reasons) => {
                    problems.extend(reasons.into_iter().map(|(index, reason)| Problem {
                        edit: edits[index].clone(),
                        path: Some(path.clone()),
                        reason,
                    }));
                }
            }
        }
        copies.push(Copy {
            original: original.clone(),
            files: changed,
        });
    }
    if problems.is_empty() {
        Ok(copies)
    } else {
        Err(Error::Unfit(problems))
    }
}

type ByFile<'a> = BTreeMap<&'a str, Vec<&'a Edit>>;

fn by_file(table: &Table) -> BTreeMap<&str, ByFile<'_>> {
    let mut crates: BTreeMap<&str, ByFile> = BTreeMap::new();
    for edit in &table.edits {
        let files = crates.entry(&edit.crate_name).or_default();
        files.entry(&edit.file).or_default().push(edit);
    }
    crates
}

/// The text of a file with its edits, or the index of each edit that does not fit with the reason.
/// `source` is the original text, if the file exists.
fn of_file(source: Option<&str>, edits: &[&Edit]) -> Result<String, Vec<(usize, Reason)>> {
    let mut problems = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        match (edit.at, source) {
            (Place::NewFile, Some(_)) => problems.push((index, Reason::FileExists)),
            (Place::NewFile, None) if index > 0 => problems.push((index, Reason::FileExists)),
            (Place::NewFile, None) | (_, Some(_)) => (),
            (_, None) => problems.push((index, Reason::NoFile)),
        }
    }
    match (source, edits) {
        _ if !problems.is_empty() => Err(problems),
        (Some(source), _) => edited(source, edits),
        (None, edits) => Ok(edits.iter().map(|edit| edit.text.as_str()).collect()),
    }
}
