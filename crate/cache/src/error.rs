use std::error::Error;
use std::fmt;

use crate::capacity::Capacity;

/// The maximum number of characters quoted in an error.
const QUOTED: usize = 40;

/// A part of a policy's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The first part: the owner of the cache.
    Owner,
    /// The second part: the bound of the cache.
    Bound,
    /// The number of calls after which an entry expires.
    Ttl,
    /// The interval of clearing the cache.
    Clear,
    /// The way of freeing dead instances.
    Reclaim,
    /// Text after the last possible part.
    Extra,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::Bound => "bound",
            Self::Ttl => "ttl",
            Self::Clear => "clear",
            Self::Reclaim => "reclaim",
            Self::Extra => "extra part",
        })
    }
}

/// A fault in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Unknown,
    Empty,
    WhiteSpace,
    NumberMissing(&'static str),
    NumberNotPlain(&'static str),
    NumberOutOfRange(&'static str),
    NumberNotTaken,
    BytesNotPlain,
    BytesOutOfRange,
    /// The size has this text.
    BytesHaveText(Capacity),
    /// The owner, with this name, has no cache.
    NoCache(&'static str),
    AfterReclaim,
    AfterClear,
    Repeated(Part),
    Surplus,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::WhiteSpace => f.write_str("white space is not allowed inside"),
            Self::Unknown => f.write_str("not known"),
            Self::NumberMissing(number) => write!(f, "{number} is missing"),
            Self::NumberNotPlain(number) => {
                let plain = "digits only, no leading zero";
                write!(f, "{number} is not a plain number ({plain})")
            }
            Self::NumberOutOfRange(number) => write!(f, "{number} is out of range"),
            Self::NumberNotTaken => f.write_str("it takes no number"),
            Self::BytesNotPlain => f.write_str(
                "the number of bytes is not plain (digits only, no leading zero, and a unit)",
            ),
            Self::BytesOutOfRange => f.write_str(
                "the number of bytes is out of range (1B to 1024GB, from 1GB on whole KB)",
            ),
            Self::BytesHaveText(bytes) => write!(f, "the number of bytes is written {bytes}"),
            Self::NoCache(owner) => write!(f, "the owner {owner} has no cache"),
            Self::AfterReclaim => f.write_str("it must come before the reclaim"),
            Self::AfterClear => f.write_str("it must come before the clear"),
            Self::Repeated(part) => write!(f, "the {part} is already set"),
            Self::Surplus => f.write_str("the policy is complete without it"),
        }
    }
}

/// A list of allowed texts.
pub(crate) fn list<T: fmt::Display>(allowed: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = allowed.into_iter().map(|it| it.to_string()).collect();
    texts.join(", ")
}

/// The error for a text that is not a policy.
///
/// It prints the faulty part, its text, the fault, and the allowed texts:
///
/// ```
/// use highwater_cache::{Part, Policy};
///
/// let error = "klass/unbounded".parse::<Policy>().unwrap_err();
/// assert_eq!(error.part(), Part::Owner);
/// assert_eq!(
///     error.to_string(),
///     "owner \"klass\": not known; allowed: class, instance, none"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    part: Part,
    written: String,
    problem: Problem,
    allowed: String,
}

impl PolicyError {
    pub(crate) fn new(part: Part, written: &str, problem: Problem, allowed: String) -> Self {
        let problem = match problem {
            Problem::Unknown if written.is_empty() => Problem::Empty,
            Problem::Unknown if written.contains(char::is_whitespace) => Problem::WhiteSpace,
            other => other,
        };
        let mut quoted: String = written.chars().take(QUOTED).collect();
        if quoted.len() < written.len() {
            quoted.push('…');
        }
        Self {
            part,
            written: quoted,
            problem,
            allowed,
        }
    }

    /// The faulty part.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The text of the part, shortened if it is long.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The allowed texts, separated by commas.
    pub fn allowed(&self) -> String {
        self.allowed.clone()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted with escapes, so that no character of the text affects the output.
        write!(f, "{} {:?}: ", self.part, self.written)?;
        write!(f, "{}; allowed: {}", self.problem, self.allowed)
    }
}

impl Error for PolicyError {}
