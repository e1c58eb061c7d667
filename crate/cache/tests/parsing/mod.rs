//! Properties of reading any text as a policy.

use highwater_cache::Policy;

/// Checks that a text that parses prints as a text that parses to the same policy and prints the
/// same again, and that others are refused in a short message.
pub fn check(text: &str) {
    match text.parse::<Policy>() {
        Ok(policy) => {
            let printed = policy.to_string();
            assert_eq!(printed.parse(), Ok(policy));
            let written_out = text.trim().trim_end_matches("/refcount");
            assert_eq!(printed, written_out, "two texts for one policy");
        }
        Err(error) => {
            let message = error.to_string();
            assert!(!message.is_empty() && message.len() < 1_000);
        }
    }
}
