//! The failure of a program, as plain data.

use crate::texts::{LONGEST_MESSAGE, LONGEST_NAME, LONGEST_TRACEBACK, cut, cut_middle};

/// An uncaught exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The name of its class with its module, such as `json.decoder.JSONDecodeError`, or only its
    /// name if the module is `builtins` or the main program. Long texts are cut.
    pub(crate) class: String,
    /// Its message.
    pub(crate) message: String,
    /// The traceback as printed by Python, with source lines and carets; empty for an exit.
    pub(crate) traceback: String,
    /// The line in the innermost frame of the run's files, from 1; 0 if there is none.
    pub(crate) line: u32,
    /// The file of that line.
    pub(crate) file: String,
}

impl Failure {
    /// A failure without a line. Long texts are cut.
    pub(crate) fn new(class: &str, message: &str, traceback: &str) -> Self {
        Self {
            class: cut(class, LONGEST_NAME).into_owned(),
            message: cut(message, LONGEST_MESSAGE).into_owned(),
            traceback: cut_middle(traceback, LONGEST_TRACEBACK).into_owned(),
            line: 0,
            file: String::new(),
        }
    }

    /// As JSON: `{type, message, traceback, line, file}`, the last two null if unknown.
    pub(crate) fn to_json(&self) -> String {
        serde_json::json!({
            "type": self.class,
            "message": self.message,
            "traceback": self.traceback,
            "line": (self.line > 0).then_some(self.line),
            "file": (self.line > 0).then_some(&self.file),
        })
        .to_string()
    }
}
