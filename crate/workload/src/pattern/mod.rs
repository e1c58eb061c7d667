//! Patterns: the sequences of keys.
//!
//! Each pattern is one file in this folder and one line in the list below.

use std::fmt;
use std::str::FromStr;

use crate::error::{Problem, WorkloadError};
use crate::parameter::Parameter;

/// A kind of pattern: its text, and its keys.
trait PatternKind: Clone + Eq + fmt::Debug + Sized {
    /// The name in a workload's text: lower-case letters and hyphens.
    const NAME: &'static str;
    /// The text after the name: a colon and the names of the numbers, optional parts in brackets.
    const NUMBERS: &'static str;
    /// A sentence about its keys.
    const SUMMARY: &'static str;
    /// The numbers, in their order.
    const PARAMETERS: &'static [Parameter];
    /// Its keys.
    type Keys: Iterator<Item = u64> + Clone + fmt::Debug;

    /// The pattern with these numbers: the text after a colon, if there is one.
    fn parse(numbers: Option<&str>) -> Result<Self, Problem>;

    /// Prints the numbers in the form that [`parse`](Self::parse) reads.
    fn numbers(&self) -> String;

    /// The number of requests.
    fn requests(&self) -> u64;

    /// The keys, as many as there are requests.
    fn keys(&self) -> Self::Keys;
}

/// A kind of pattern in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternDescription {
    /// The name in a workload's text.
    pub name: &'static str,
    /// The text after the name: a colon and the names of the numbers, optional parts in brackets.
    pub numbers: &'static str,
    /// A sentence about its keys.
    pub summary: &'static str,
    /// The numbers, in their order.
    pub parameters: &'static [Parameter],
}

impl PatternDescription {
    const fn of<P: PatternKind>() -> Self {
        Self {
            name: P::NAME,
            numbers: P::NUMBERS,
            summary: P::SUMMARY,
            parameters: P::PARAMETERS,
        }
    }

    /// The form of its text, with the ranges of its numbers.
    fn form_with_ranges(&self) -> String {
        let ranges: Vec<String> = self.parameters.iter().map(Parameter::to_string).collect();
        if ranges.is_empty() {
            self.to_string()
        } else {
            format!("{self} ({})", ranges.join(", "))
        }
    }
}

/// Prints the form of the text, such as `loop:KEYS,REQUESTS`.
impl fmt::Display for PatternDescription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.name, self.numbers)
    }
}

/// Defines the types for any pattern from the list of patterns.
///
/// A line `module::Type` is a file in this folder and its type that implements [`PatternKind`],
/// which is also a variant of [`Pattern`].
macro_rules! patterns {
    ($($module:ident::$Kind:ident),+ $(,)?) => {
        $(mod $module; pub use $module::$Kind;)+

        /// A sequence of keys.
        ///
        /// As text, the name with a colon and the numbers: `loop:1009,100900`. [`Pattern::ALL`]
        /// lists all patterns.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Pattern {
            $(#[doc = concat!("See [`", stringify!($Kind), "`].")] $Kind($Kind),)+
        }

        $(impl From<$Kind> for Pattern {
            fn from(kind: $Kind) -> Self {
                Self::$Kind(kind)
            }
        })+

        impl Pattern {
            /// All patterns, in the order of display.
            pub const ALL: &'static [PatternDescription] = &[$(PatternDescription::of::<$Kind>()),+];

            /// The name, the summary and the numbers of this kind of pattern.
            pub const fn description(&self) -> PatternDescription {
                match self {
                    $(Self::$Kind(_) => PatternDescription::of::<$Kind>(),)+
                }
            }

            /// The number of requests.
            pub fn requests(&self) -> u64 {
                match self {
                    $(Self::$Kind(kind) => PatternKind::requests(kind),)+
                }
            }

            /// The keys, in their order.
            pub fn keys(&self) -> Keys {
                Keys {
                    left: self.requests(),
                    kind: match self {
                        $(Self::$Kind(kind) => KindKeys::$Kind(PatternKind::keys(kind)),)+
                    },
                }
            }

            fn numbers(&self) -> String {
                match self {
                    $(Self::$Kind(kind) => PatternKind::numbers(kind),)+
                }
            }

            fn parse(name: &str, numbers: Option<&str>) -> Result<Self, Problem> {
                match name {
                    $($Kind::NAME => $Kind::parse(numbers).map(Self::$Kind),)+
                    _ => Err(Problem::Unknown),
                }
            }
        }

        #[derive(Clone, Debug)]
        enum KindKeys {
            $($Kind(<$Kind as PatternKind>::Keys),)+
        }

        impl Iterator for KindKeys {
            type Item = u64;

            fn next(&mut self) -> Option<u64> {
                match self {
                    $(Self::$Kind(keys) => keys.next(),)+
                }
            }
        }
    };
}

patterns! {
    exercise::Exercise,
    zipf::Zipf,
    cycle::Loop,
    scan_mix::ScanMix,
    shift::Shift,
}

/// The keys of a [`Pattern`].
#[derive(Clone, Debug)]
pub struct Keys {
    /// The number of keys to come.
    left: u64,
    kind: KindKeys,
}

impl Iterator for Keys {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.left = self.left.checked_sub(1)?;
        self.kind.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::try_from(self.left).ok();
        (left.unwrap_or(usize::MAX), left)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = self.numbers();
        let colon = if numbers.is_empty() { "" } else { ":" };
        write!(f, "{}{colon}{numbers}", self.description().name)
    }
}

impl FromStr for Pattern {
    type Err = WorkloadError;

    fn from_str(text: &str) -> Result<Self, WorkloadError> {
        let (name, numbers) = match text.split_once(':') {
            Some((name, numbers)) => (name, Some(numbers)),
            None => (text, None),
        };
        Self::parse(name, numbers).map_err(|problem| {
            let allowed = if let Some(kind) = Self::ALL.iter().find(|kind| kind.name == name) {
                kind.form_with_ranges()
            } else {
                let forms: Vec<String> = Self::ALL.iter().map(ToString::to_string).collect();
                forms.join(", ")
            };
            WorkloadError::new("workload", text, problem, allowed)
        })
    }
}
