//! The check of a capture's facts, for captures that this page has not recorded.

use std::fmt;

use highwater_report::Settings;

use crate::names::fact;

/// The maximum number of characters of a value that an error quotes.
const MOST_QUOTED: usize = 200;

/// The error for a fact that no engine writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidFact {
    name: &'static str,
    /// The value, or its beginning.
    value: String,
}

impl fmt::Display for InvalidFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the capture is damaged: its {}, “{}”, is not a whole number, or a list of them",
            self.name, self.value
        )
    }
}

impl std::error::Error for InvalidFact {}

/// Checks that the facts with numbers have whole numbers, as written by an engine. The engine itself
/// checks the facts with words: the policy, its ranges and the growth step.
///
/// # Errors
/// The first invalid fact.
pub fn check_facts(settings: &Settings) -> Result<(), InvalidFact> {
    for name in [fact::MAXSIZE, fact::HARD_LIMIT, fact::START_UP] {
        check(settings, name, is_number)?;
    }
    check(settings, fact::RANGES, |ranges| {
        ranges.split(',').all(is_number)
    })
}

/// Checks a fact, if there is one of this name.
fn check(
    settings: &Settings,
    name: &'static str,
    is_valid: impl Fn(&str) -> bool,
) -> Result<(), InvalidFact> {
    match settings.get(name) {
        Some(value) if !is_valid(value) => Err(InvalidFact {
            name,
            value: value.chars().take(MOST_QUOTED).collect(),
        }),
        _ => Ok(()),
    }
}

/// Returns `true` for a whole number in the form in which it is written.
fn is_number(text: &str) -> bool {
    text.parse::<u64>()
        .is_ok_and(|number| number.to_string() == text)
}
