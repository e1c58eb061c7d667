//! Execution of Python.

use std::process::{Command, Stdio};

/// The version of `python3`, if it is installed and 3.9 or newer, as needed for `functools.cache`.
pub fn python_version() -> Option<(u32, u32)> {
    let code = "import sys; print(*sys.version_info[:2])";
    let output = Command::new("python3").args(["-c", code]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?)).filter(|&version| version >= (3, 9))
}

/// Runs a text as a Python file and returns its output.
pub fn python(text: &str) -> String {
    let child = Command::new("python3")
        .args(["-c", text])
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
    String::from_utf8(child.stdout).unwrap()
}
