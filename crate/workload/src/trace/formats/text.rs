//! Parts that formats of text have in common.

use std::fmt::Display;

use twox_hash::XxHash64;

use crate::trace::quoted;

/// The text of a line.
pub(super) fn text(bytes: &[u8]) -> Result<&str, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| String::from("not UTF-8"))?;
    match text.chars().find(|&it| it.is_control() && it != '\t') {
        None => Ok(text),
        Some(control) => Err(format!(
            "a control character, U+{:04X}: it may be of a binary format",
            u32::from(control)
        )),
    }
}

/// A whole number.
pub(super) fn number(name: impl Display, digits: &str) -> Result<u64, String> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("{name} {:?} is not a whole number", quoted(digits)));
    }
    digits
        .parse()
        .map_err(|_| format!("{name} {:?} is 2^64 or more", quoted(digits)))
}

/// The key of a text: a number in its printed form is its own key, and any other text has its hash.
pub(super) fn key(text: &str) -> u64 {
    let printed = !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    match text.parse() {
        Ok(number) if printed => number,
        _ => XxHash64::oneshot(0, text.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_their_own_keys_and_texts_have_hashes() {
        assert_eq!(key("0"), 0);
        assert_eq!(key("18446744073709551615"), u64::MAX);
        // Of the reference implementation of XXH64 with the seed 0.
        assert_eq!(key(""), 0xEF46_DB37_51D8_E999);
        assert_eq!(key("a"), 0xD24E_C4F1_A98C_6E5B);
        assert_eq!(key("abc"), 0x44BC_2CF5_AD77_0999);
        for text in ["00", "01", "+1", "-1", "1.0", "18446744073709551616"] {
            assert_eq!(key(text), XxHash64::oneshot(0, text.as_bytes()), "{text}");
        }
    }
}
