//! Programs run by `python3`.

use std::process::{Command, Stdio};

/// The output of a program by `python3`; `None` without it, or without a module.
pub fn printed(program: &str) -> Option<String> {
    let python = Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::null())
        .output();
    let Ok(output) = python else {
        eprintln!("skipped: no python3");
        return None;
    };
    let errors = String::from_utf8(output.stderr).expect("a text");
    if errors.contains("ModuleNotFoundError") {
        eprintln!("skipped: {}", errors.lines().last().unwrap_or_default());
        return None;
    }
    assert!(output.status.success(), "{errors}");
    Some(String::from_utf8(output.stdout).expect("a text"))
}
