use std::fmt;
use std::hash::Hash;

use crate::parameter::Parameter;
use crate::python::PythonDecorator;

/// A kind of bound: its text, its number if it takes one, and its Python.
///
/// There are no defaults, so only complete kinds compile.
pub(crate) trait BoundKind: Copy + Eq + Hash + fmt::Debug {
    /// The name in a policy's text: lower-case letters, digits and hyphens.
    const NAME: &'static str;
    /// A sentence about its behaviour.
    const SUMMARY: &'static str;
    /// The number after its name and a colon.
    const PARAMETER: Option<Parameter>;
    /// The decorator in Python.
    const PYTHON: PythonDecorator;

    /// The bound with this number, which is in [`Self::PARAMETER`]'s range, or 0 for a bound
    /// without one.
    fn from_parameter(parameter: u32) -> Self;

    /// The number; 0 for a bound without one.
    fn parameter(self) -> u32;

    /// The maximum number of entries of a cache; `None` for no limit.
    fn maxsize(self) -> Option<usize>;

    /// The chance that the next lookup finds a new entry.
    fn recall(self) -> Recall;
}

/// The chance that the next lookup of its key finds the last entry, without insertions in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recall {
    /// Always: entries are stored, and stay until at least one other is inserted.
    Always,
    /// Never: entries are not stored.
    Never,
    /// Dependent on earlier calls, for a policy that refuses some entries.
    Varies,
}

/// A kind of bound in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BoundDescription {
    /// The name in a policy's text.
    pub name: &'static str,
    /// A sentence about its behaviour.
    pub summary: &'static str,
    /// The number after its name and a colon.
    pub parameter: Option<Parameter>,
    /// The decorator in Python.
    pub python: PythonDecorator,
}

impl BoundDescription {
    pub(crate) const fn of<B: BoundKind>() -> Self {
        Self {
            name: B::NAME,
            summary: B::SUMMARY,
            parameter: B::PARAMETER,
            python: B::PYTHON,
        }
    }

    /// The description of the bound in entries alone, or also in bytes if it has such sizes.
    pub(crate) fn sized(mut self, bytes: bool) -> Self {
        if let Some(parameter) = &mut self.parameter {
            parameter.bytes &= bytes;
        }
        self
    }

    /// The form of the text, such as `lru:maxsize`.
    pub(crate) fn form(&self) -> String {
        match self.parameter {
            None => String::from(self.name),
            Some(parameter) => format!("{}:{}", self.name, parameter.name),
        }
    }

    /// Panics at compile time for an unusable description.
    pub(crate) const fn check(&self) {
        assert!(
            is_name(self.name),
            "NAME is not of lower-case letters, digits and hyphens"
        );
        assert!(is_sentence(self.summary), "SUMMARY is not a sentence");
        assert!(
            !self.python.name.is_empty(),
            "PYTHON has no name of a decorator"
        );
        assert!(
            self.parameter.is_some() == self.python.argument.is_some(),
            "PYTHON has an argument exactly where there is a PARAMETER"
        );
        if let Some(parameter) = self.parameter {
            assert!(
                parameter.minimum <= parameter.maximum,
                "PARAMETER has no number in its range"
            );
        }
    }
}

/// Prints the form of the text, such as `lru:maxsize (maxsize from 0 to 100)`, and for a bound in
/// entries or bytes `sieve:maxsize (entries or bytes)`.
impl fmt::Display for BoundDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.form())?;
        match self.parameter {
            None => Ok(()),
            Some(parameter) if parameter.bytes => f.write_str(" (entries or bytes)"),
            Some(parameter) => write!(f, " ({parameter})"),
        }
    }
}

const fn is_name(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        if !matches!(first, b'a'..=b'z' | b'0'..=b'9' | b'-') {
            return false;
        }
        rest = others;
    }
    !text.is_empty()
}

const fn is_sentence(text: &str) -> bool {
    matches!(text.as_bytes(), [_, .., b'.'])
}

/// Equality of two texts, usable at compile time.
pub(crate) const fn equal(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([first, ones @ ..], [second, others @ ..]) = (one, other) {
        if *first != *second {
            return false;
        }
        (one, other) = (ones, others);
    }
    one.is_empty() && other.is_empty()
}
