use std::error::Error;
use std::fmt;

/// How many characters of a text an error quotes.
const QUOTED: usize = 40;

/// A part of a policy's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The first part: who holds the cache.
    Owner,
    /// The second part: how big the cache may get.
    Bound,
    /// When the cache is emptied.
    Clear,
    /// When dead instances are freed.
    Reclaim,
    /// What is written after the last part there can be.
    Extra,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::Bound => "bound",
            Self::Clear => "clear",
            Self::Reclaim => "reclaim",
            Self::Extra => "extra part",
        })
    }
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Unknown,
    Empty,
    WhiteSpace,
    NumberMissing(&'static str),
    NumberNotPlain(&'static str),
    NumberOutOfRange(&'static str),
    NumberNotTaken,
    /// The owner has no cache; it carries the owner's name.
    NoCache(&'static str),
    AfterReclaim,
    Repeated(Part),
    Surplus,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is written"),
            Self::WhiteSpace => f.write_str("white space is not allowed inside"),
            Self::Unknown => f.write_str("not known"),
            Self::NumberMissing(number) => write!(f, "{number} is missing"),
            Self::NumberNotPlain(number) => {
                let plain = "digits only, no leading zero";
                write!(f, "{number} is not a plain number ({plain})")
            }
            Self::NumberOutOfRange(number) => write!(f, "{number} is out of range"),
            Self::NumberNotTaken => f.write_str("it takes no number"),
            Self::NoCache(owner) => write!(f, "the owner {owner} has no cache"),
            Self::AfterReclaim => f.write_str("it must stand before the reclaim"),
            Self::Repeated(part) => write!(f, "the {part} is given already"),
            Self::Surplus => f.write_str("the policy is complete without it"),
        }
    }
}

/// A list of what is allowed in a place.
pub(crate) fn list<T: fmt::Display>(allowed: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = allowed.into_iter().map(|it| it.to_string()).collect();
    texts.join(", ")
}

/// The reason why a text is not a policy.
///
/// It prints the part that is wrong, what is written there, what is wrong with it, and what is
/// allowed there:
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

    /// The part that is wrong.
    pub const fn part(&self) -> Part {
        self.part
    }

    /// What is written there, shortened when it is long.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// What is allowed there, as a list with commas.
    pub fn allowed(&self) -> String {
        self.allowed.clone()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Quoted with escapes, so that no character of the text can disturb where it is shown.
        write!(f, "{} {:?}: ", self.part, self.written)?;
        write!(f, "{}; allowed: {}", self.problem, self.allowed)
    }
}

impl Error for PolicyError {}
