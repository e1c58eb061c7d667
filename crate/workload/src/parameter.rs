use std::fmt;

use crate::error::Problem;

/// A number in the text of a workload: its name and its range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Parameter {
    /// The name, in upper case.
    pub name: &'static str,
    /// The smallest number allowed.
    pub minimum: u64,
    /// The largest number allowed.
    pub maximum: u64,
}

impl Parameter {
    /// The number of different keys.
    pub(crate) const KEYS: Self = Self::new("KEYS", 1, 10_000_000);
    /// The number of requests.
    pub(crate) const REQUESTS: Self = Self::new("REQUESTS", 1, 1_000_000_000);
    /// The number of requests between two events.
    pub(crate) const PERIOD: Self = Self::new("PERIOD", 1, 1_000_000_000);
    /// The seed of random numbers.
    pub(crate) const SEED: Self = Self::new("SEED", 0, u64::MAX);

    pub(crate) const fn new(name: &'static str, minimum: u64, maximum: u64) -> Self {
        Self {
            name,
            minimum,
            maximum,
        }
    }

    /// Parses a number in its printed form: ASCII digits alone, so that each number has one text.
    fn parse(&self, digits: &str) -> Result<u64, Problem> {
        let plain = !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (digits == "0" || !digits.starts_with('0'));
        if !plain {
            return Err(Problem::NotPlain(self.name));
        }
        digits
            .parse()
            .ok()
            .filter(|number| (self.minimum..=self.maximum).contains(number))
            .ok_or(Problem::OutOfRange(self.name))
    }
}

/// Prints the name and range, such as `KEYS from 1 to 100`.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {} to {}", self.name, self.minimum, self.maximum)
    }
}

/// The numbers of `parameters` at the beginning of a text, separated by commas, and the text after
/// them and a comma.
pub(crate) fn leading<'a, const N: usize>(
    text: Option<&'a str>,
    parameters: &[Parameter; N],
) -> Result<([u64; N], Option<&'a str>), Problem> {
    let mut numbers = [0; N];
    let mut rest = text.filter(|text| !text.is_empty());
    for (number, parameter) in numbers.iter_mut().zip(parameters) {
        let digits = rest.ok_or(Problem::Missing(parameter.name))?;
        let (digits, others) = match digits.split_once(',') {
            Some((digits, others)) => (digits, Some(others)),
            None => (digits, None),
        };
        *number = parameter.parse(digits)?;
        rest = others;
    }
    Ok((numbers, rest))
}

/// The numbers of `parameters`, separated by commas: the whole text.
pub(crate) fn all<const N: usize>(
    text: Option<&str>,
    parameters: &[Parameter; N],
) -> Result<[u64; N], Problem> {
    match leading(text, parameters)? {
        (numbers, None) => Ok(numbers),
        (_, Some(_)) => Err(Problem::Surplus),
    }
}
