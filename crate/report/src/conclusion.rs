//! The conclusion of a run, written by its host after the last record of the capture.

use std::fmt;

use highwater_capture::{Checksum, Encoder, MAX_RECORD, MAX_TEXT_RECORD};
use highwater_capture_state::Settings;
use serde::Serialize;

use crate::decimal;
use crate::outcome::Outcome;

/// The conclusion of a run, which its records do not contain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Conclusion {
    /// The outcome.
    pub outcome: Outcome,
    /// Wall time of the workload in milliseconds, stored to a tenth.
    pub duration_ms: f64,
    /// The reason for a failure or a lack of memory, as text.
    pub error: Option<String>,
}

/// The error for a capture without a conclusion, or without the checksum after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoConclusion;

impl fmt::Display for NoConclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the capture is cut off: its end is missing, with the outcome of its run"
        )
    }
}

impl std::error::Error for NoConclusion {}

const OUTCOME: &str = "outcome";
const DURATION: &str = "duration-ms";
const ERROR: &str = "error";

impl Conclusion {
    /// The end of a stored capture, to be written after the records of the run, whose checksum is
    /// `run`: the conclusion, and the checksum of the whole. Texts too long for a record are cut.
    pub(crate) fn to_end(&self, run: &Checksum) -> Vec<u8> {
        // Facts do not depend on the records before them.
        let mut encoder = Encoder::new(0);
        let mut window = [0; MAX_TEXT_RECORD];
        let duration = decimal::write_tenths(self.duration_ms);
        // The outcome comes last: a capture with an outcome is complete.
        let facts = [
            self.error.as_deref().map(|error| (ERROR, error)),
            Some((DURATION, &duration[..])),
            Some((OUTCOME, self.outcome.name())),
        ];
        let mut bytes = Vec::new();
        for (key, value) in facts.into_iter().flatten() {
            let used = encoder.meta(&mut window, key, value);
            bytes.extend_from_slice(&window[..used]);
        }
        let mut whole = run.clone();
        whole.add(&bytes);
        let mut window = [0; MAX_RECORD];
        let used = encoder.checksum(&mut window, whole.value());
        bytes.extend_from_slice(&window[..used]);
        bytes
    }

    /// The conclusion in a capture's facts.
    ///
    /// # Errors
    /// [`NoConclusion`] if there is none.
    pub(crate) fn of(facts: &Settings) -> Result<Self, NoConclusion> {
        let fact = |key: &str| facts.get(key).ok_or(NoConclusion);
        Ok(Self {
            outcome: Outcome::ALL
                .into_iter()
                .find(|outcome| Some(outcome.name()) == facts.get(OUTCOME).map(String::as_str))
                .ok_or(NoConclusion)?,
            duration_ms: decimal::read(fact(DURATION)?).ok_or(NoConclusion)?,
            error: facts.get(ERROR).cloned(),
        })
    }
}
