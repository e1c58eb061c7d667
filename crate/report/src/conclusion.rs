//! How a run ended, told by whoever made it behind the last record of its capture.

use std::fmt;

use highwater_capture::{Encoder, MAX_TEXT_RECORD};
use highwater_capture_state::Settings;
use serde::Serialize;

use crate::decimal;
use crate::outcome::Outcome;

/// How a run ended: what its records do not tell.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Conclusion {
    /// How it ended.
    pub outcome: Outcome,
    /// Wall time of the workload in milliseconds, kept to a tenth of one.
    pub duration_ms: f64,
    /// Why it failed or ran out of memory, in words.
    pub error: Option<String>,
}

/// Why a capture tells no conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoConclusion;

impl fmt::Display for NoConclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the capture is cut off: it does not tell how its run ended"
        )
    }
}

impl std::error::Error for NoConclusion {}

const OUTCOME: &str = "outcome";
const DURATION: &str = "duration-ms";
const ERROR: &str = "error";

impl Conclusion {
    /// The records that tell it, to be put behind those of the run. A text longer than a record
    /// holds is cut.
    pub fn to_records(&self) -> Vec<u8> {
        // Facts depend on nothing that was written before them.
        let mut encoder = Encoder::new(0);
        let mut window = [0; MAX_TEXT_RECORD];
        let duration = decimal::write_tenths(self.duration_ms);
        // The outcome is the very last: where it is, nothing is missing.
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
        bytes
    }

    /// The one that a capture's facts tell.
    ///
    /// # Errors
    /// That they tell none.
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
