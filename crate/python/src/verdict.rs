//! The verdict of a test.

/// The verdict of a test, without regard to limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Its name, as pytest has it.
    pub(crate) name: String,
    /// The reason of a verdict that is neither a success nor a failure; may be empty.
    pub(crate) reason: String,
    /// The maximum of live bytes of the test, without the start-up and its fixtures.
    pub(crate) peak: u64,
}

impl Verdict {
    /// The verdict as JSON.
    pub(crate) fn to_json(&self) -> String {
        let Self { name, reason, peak } = self;
        serde_json::json!({ "verdict": name, "reason": reason, "peak": peak }).to_string()
    }
}
