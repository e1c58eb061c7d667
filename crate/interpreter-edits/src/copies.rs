use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Copy, Error};

/// The name of the cargo configuration in the folder of the copies. By its key `paths`, cargo
/// compiles the copies in place of the crates in the lock file, which stays unchanged.
pub const CONFIGURATION: &str = "config.toml";

const MANIFEST: &str = "Cargo.toml";

/// The changes to a folder of copies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// The number of files written.
    pub written: usize,
    /// The number of files removed.
    pub removed: usize,
}

/// Brings a folder to a state with the copies, by the names of their crates, a cargo configuration,
/// and no other files. Unchanged files keep their times, so that cargo recompiles changed crates
/// only.
///
/// # Errors
/// A file that cannot be read or written.
pub fn write_copies(copies: &[Copy], folder: &Path) -> Result<Written, Error> {
    fs::create_dir_all(folder).map_err(Error::file(folder))?;
    let folder = folder.canonicalize().map_err(Error::file(folder))?;
    let mut wanted = BTreeMap::new();
    let mut paths = Vec::new();
    for copy in copies {
        let name = PathBuf::from(&copy.original.name);
        for (file, content) in contents(copy)? {
            wanted.insert(name.join(file), content);
        }
        paths.push(folder.join(name).to_string_lossy().into_owned());
    }
    let configuration = toml::Table::from_iter([("paths".to_owned(), paths.into())]);
    let configuration = configuration.to_string().into_bytes();
    wanted.insert(PathBuf::from(CONFIGURATION), configuration);
    synchronise(&folder, &wanted)
}

/// The contents of all files of a copy.
fn contents(copy: &Copy) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
    let folder = &copy.original.folder;
    let mut contents = BTreeMap::new();
    for file in files(folder)? {
        let path = folder.join(&file);
        let content = fs::read(&path).map_err(Error::file(&path))?;
        contents.insert(file, content);
    }
    for (file, text) in &copy.files {
        contents.insert(file.clone(), text.clone().into_bytes());
    }
    if let Some(manifest) = contents.get_mut(Path::new(MANIFEST)) {
        *manifest = without_lints(&folder.join(MANIFEST), manifest)?;
    }
    Ok(contents)
}

/// The manifest of a crate with all compiler warnings disabled, as cargo does for crates of the
/// registry but not for those on a path.
fn without_lints(path: &Path, manifest: &[u8]) -> Result<Vec<u8>, Error> {
    let wrong = |message: String| Error::Table {
        path: path.to_owned(),
        message,
    };
    let text = str::from_utf8(manifest).map_err(|error| wrong(error.to_string()))?;
    let mut manifest: toml::Table = text
        .parse()
        .map_err(|error: toml::de::Error| wrong(error.to_string()))?;
    let quiet = toml::Table::from_iter([("warnings".to_owned(), "allow".into())]);
    let lints = toml::Table::from_iter([("rust".to_owned(), quiet.into())]);
    manifest.insert("lints".to_owned(), lints.into());
    Ok(manifest.to_string().into_bytes())
}

/// Brings the files of a folder to the wanted contents.
fn synchronise(folder: &Path, wanted: &BTreeMap<PathBuf, Vec<u8>>) -> Result<Written, Error> {
    let mut changes = Written::default();
    for file in files(folder)? {
        if !wanted.contains_key(&file) {
            let path = folder.join(file);
            fs::remove_file(&path).map_err(Error::file(&path))?;
            changes.removed += 1;
        }
    }
    for (file, content) in wanted {
        let path = folder.join(file);
        if fs::read(&path).is_ok_and(|present| present == *content) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::file(parent))?;
        fs::write(&path, content).map_err(Error::file(&path))?;
        changes.written += 1;
    }
    Ok(changes)
}

/// The files in a folder and its subfolders, by their paths in it.
fn files(folder: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        let path = folder.join(&inside);
        for entry in fs::read_dir(&path).map_err(Error::file(&path))? {
            let entry = entry.map_err(Error::file(&path))?;
            let name = inside.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                found.insert(name);
            }
        }
    }
    Ok(found)
}
