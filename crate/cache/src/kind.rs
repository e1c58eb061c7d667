use std::fmt;
use std::hash::Hash;

use crate::parameter::Parameter;
use crate::python::PythonDecorator;

/// A kind of bound: its text, its number if it takes one, and the Python it stands for.
///
/// Nothing has a default: a kind compiles when it is complete.
pub(crate) trait BoundKind: Copy + Eq + Hash + fmt::Debug {
    /// The name in a policy's text: lower-case letters, digits and hyphens.
    const NAME: &'static str;
    /// Its behaviour, in one sentence.
    const SUMMARY: &'static str;
    /// The number it takes after its name and a colon.
    const PARAMETER: Option<Parameter>;
    /// The decorator in Python.
    const PYTHON: PythonDecorator;

    /// The bound with this number, which is in [`Self::PARAMETER`]'s range, and 0 for a bound
    /// that takes none.
    fn from_parameter(parameter: u32) -> Self;

    /// The number; 0 for a bound that takes none.
    fn parameter(self) -> u32;

    /// The most entries of a cache; `None` is no limit.
    fn maxsize(self) -> Option<usize>;

    /// The chance of a new entry to be found by the lookup that follows.
    fn recall(self) -> Recall;
}

/// The chance of the last entry to be found by the next lookup of its key, with no other
/// insertion between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recall {
    /// Always: an entry is stored, and remains until at least one other is inserted.
    Always,
    /// Never: nothing is stored.
    Never,
    /// It depends on the calls before, as under a policy that refuses some entries.
    Varies,
}

/// A kind of bound in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BoundDescription {
    /// The name in a policy's text.
    pub name: &'static str,
    /// Its behaviour, in one sentence.
    pub summary: &'static str,
    /// The number it takes after its name and a colon.
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

    /// Panics, when compiling, for a description that the rest of the program cannot use.
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

/// Prints the form of the text, as in `lru:maxsize (maxsize from 0 to 100)`.
impl fmt::Display for BoundDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parameter {
            None => f.write_str(self.name),
            Some(parameter) => write!(f, "{}:{} ({parameter})", self.name, parameter.name),
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

/// Equality of two texts, at compile time too.
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
