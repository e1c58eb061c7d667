//! Decimal numbers as text. The standard library's conversions need tables, a large part of a
//! module that is sent over a network.

/// A number, which must not be negative, rounded to a tenth.
// Durations in milliseconds are far below 2⁵³.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn write_tenths(number: f64) -> String {
    let tenths = (number * 10.0).round() as u64;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The number nearest to a text of digits with an optional point; `None` for other texts and for
/// numbers with too many digits.
// The digits are below 2⁵³ and the power of ten below 10²², so both are exact and their quotient
// is the nearest number.
#[allow(clippy::cast_precision_loss)]
pub(crate) fn read(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) {
        return None;
    }
    let digits: u64 = format!("{whole}{fraction}").parse().ok()?;
    let places = u32::try_from(fraction.len()).ok()?;
    let scale = 10_u64.checked_pow(places)?;
    (digits < 1 << f64::MANTISSA_DIGITS).then_some(digits as f64 / scale as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{read, write_tenths};

    proptest! {
        #[test]
        fn a_number_of_tenths_reads_back_as_written(tenths in 0_u32..) {
            let number = f64::from(tenths) / 10.0;
            prop_assert_eq!(read(&write_tenths(number)), Some(number));
        }

        #[test]
        fn numbers_are_read_as_by_the_standard_library(text in "[0-9]{0,8}(\\.[0-9]{0,6})?") {
            prop_assert_eq!(
                read(&text),
                text.parse().ok().filter(|_| !text.starts_with('.') && !text.ends_with('.'))
            );
        }

        #[test]
        fn any_text_is_read_without_a_panic(text: String) {
            if let Some(number) = read(&text) {
                prop_assert_eq!(text.parse(), Ok(number));
            }
        }
    }
}
