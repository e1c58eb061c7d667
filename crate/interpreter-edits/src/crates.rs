use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::Error;

/// The target platform of the interpreter.
const PLATFORM: &str = "wasm32-unknown-unknown";

/// A crate in the build of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The folder of its manifest.
    pub folder: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    manifest_path: PathBuf,
}

/// The crates in the build of the workspace in this folder, according to its lock file. Cargo
/// downloads missing ones, unless `options` has `--offline`.
///
/// # Errors
/// The error message of cargo.
pub fn crates_of(workspace: &Path, options: &[&str]) -> Result<Vec<Crate>, Error> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", PLATFORM])
        .args(options)
        .current_dir(workspace)
        .output()
        .map_err(|error| Error::Cargo(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Cargo(said.trim().to_owned()));
    }
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).map_err(|error| Error::Cargo(error.to_string()))?;
    let crates = metadata.packages.into_iter().map(|package| Crate {
        folder: package.manifest_path.with_file_name(""),
        name: package.name,
        version: package.version,
    });
    Ok(crates.collect())
}
