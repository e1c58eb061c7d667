//! The ranges of a run.

use std::fmt;
use std::str::FromStr;

/// The ranges of a run, one phase each. As text, numbers separated by commas: `500,1000`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranges(Vec<u32>);

impl Ranges {
    /// The largest range.
    pub const MAXIMUM: u32 = 10_000;
    /// The maximum number of ranges of a run.
    pub const MOST: usize = 8;

    /// The ranges in their order.
    pub fn as_slice(&self) -> &[u32] {
        &self.0
    }
}

/// The real exercise: 500, then 1000.
impl Default for Ranges {
    fn default() -> Self {
        Self(vec![500, 1000])
    }
}

/// The error for a text that is not a [`Ranges`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RangesError {
    problem: String,
}

impl fmt::Display for RangesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: allowed are 1 to {} whole numbers from 1 to {} separated by commas, such as “500,1000”",
            self.problem,
            Ranges::MOST,
            Ranges::MAXIMUM
        )
    }
}

impl std::error::Error for RangesError {}

impl FromStr for Ranges {
    type Err = RangesError;

    fn from_str(text: &str) -> Result<Self, RangesError> {
        let parts: Vec<&str> = text.split(',').map(str::trim).collect();
        if parts.len() > Self::MOST {
            let problem = format!("ranges: {} are too many", parts.len());
            return Err(RangesError { problem });
        }
        parts
            .into_iter()
            .map(range)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn range(part: &str) -> Result<u32, RangesError> {
    let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = part
        .parse()
        .ok()
        .filter(|number| digits && (1..=Ranges::MAXIMUM).contains(number));
    number.ok_or_else(|| {
        let quoted: String = part.chars().take(40).collect();
        RangesError {
            problem: format!("range “{quoted}”"),
        }
    })
}

impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            write!(f, "{comma}{range}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back() {
        for text in ["1", "500,1000", "10000,1,7"] {
            assert_eq!(text.parse::<Ranges>().unwrap().to_string(), text);
        }
        assert_eq!(" 500 , 1000 ".parse(), Ok(Ranges::default()));
    }

    #[test]
    fn other_texts_are_refused_with_a_quote() {
        for part in [
            "",
            "0",
            "-1",
            "+1",
            "1.5",
            "ten",
            "10001",
            "99999999999999999999",
            "1e3",
        ] {
            let error = format!("5,{part}")
                .parse::<Ranges>()
                .unwrap_err()
                .to_string();
            assert!(
                error.starts_with(&format!("range “{part}”: allowed are 1 to 8")),
                "{error}"
            );
        }
        assert!(
            "1,1,1,1,1,1,1,1,1"
                .parse::<Ranges>()
                .unwrap_err()
                .to_string()
                .contains("9 are too many")
        );
    }
}
