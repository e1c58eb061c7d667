//! Names in a capture: of facts, counters, causes, phases and their numbers.

use highwater_capture::{Record, RecordOf};

/// The maximum length of a name, in bytes.
const LONGEST: usize = 64;

/// Returns `true` if a name can be shown: it is not empty, not long, and has neither control
/// characters nor white space around it.
fn is_name(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.trim() == text
        && !text.chars().any(char::is_control)
}

/// Returns `true` unless the record defines an invalid name.
pub(crate) fn has_valid_names(record: &Record<'_>) -> bool {
    match *record {
        RecordOf::Meta { key: name, .. }
        | RecordOf::CounterDefinition { name, .. }
        | RecordOf::CauseDefinition { name }
        | RecordOf::PhaseField { name, .. }
        | RecordOf::Phase { name } => is_name(name),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_that_can_be_shown() {
        let longest = "x".repeat(LONGEST);
        for name in ["calls", "cached values", "last-digit-0", "日本", &longest] {
            assert!(is_name(name), "{name:?}");
        }
        let longer = "x".repeat(LONGEST + 1);
        for name in ["", " ", " calls", "a\nb", "a\u{0}", "a\u{9b}b", &longer] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}
