use std::fmt;

use crate::error::Problem;

/// The number after a colon in a part of a policy: its name and its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameter {
    /// The meaning of the number, in one word.
    pub name: &'static str,
    /// The smallest number allowed.
    pub minimum: u32,
    /// The largest number allowed.
    pub maximum: u32,
    /// True if a size in bytes, such as `10MB`, is allowed as well.
    pub bytes: bool,
}

impl Parameter {
    /// Returns `true` if `number` is in the range.
    pub const fn allows(&self, number: u32) -> bool {
        self.minimum <= number && number <= self.maximum
    }

    /// Parses a number in its printed form: ASCII digits alone, so that each number has one text.
    pub(crate) fn parse(&self, text: Option<&str>) -> Result<u32, Problem> {
        let digits = match text {
            None | Some("") => return Err(Problem::NumberMissing(self.name)),
            Some(digits) => digits,
        };
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        if !plain {
            return Err(Problem::NumberNotPlain(self.name));
        }
        match digits.parse() {
            Ok(number) if self.allows(number) => Ok(number),
            // Digits alone fail to parse only if there are too many.
            _ => Err(Problem::NumberOutOfRange(self.name)),
        }
    }
}

/// Prints the name and range, such as `maxsize from 0 to 100`.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {} to {}", self.name, self.minimum, self.maximum)
    }
}
