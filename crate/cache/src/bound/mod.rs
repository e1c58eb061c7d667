//! Bounds: the size of a cache, and the choice of the entry that a full cache evicts.
//!
//! Each bound is one file in this folder and one line in the list below.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::str::FromStr;

use crate::error::{Part, PolicyError, Problem, list};
use crate::inserted::Inserted;
use crate::kind::{BoundDescription, BoundKind, Recall, equal};
use crate::python::PythonCall;
use crate::storage::Storage;

/// Defines the types for any bound from the list of bounds.
///
/// A line `module::Type` is a file in this folder and its type that implements [`BoundKind`], which
/// is also a variant of [`Bound`]. The file's type `Entries` implements [`Storage`].
macro_rules! bounds {
    ($($module:ident::$Kind:ident),+ $(,)?) => {
        $(mod $module; pub use $module::$Kind;)+

        /// The bound of a cache: its size, and the choice of the entry that a full cache evicts.
        ///
        /// As text, the bound's name, with a colon and the number for bounds that take one:
        /// `unbounded`, `lru:128`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Bound {
            $(#[doc = concat!("See [`", stringify!($Kind), "`].")] $Kind($Kind),)+
        }

        $(impl From<$Kind> for Bound {
            fn from(kind: $Kind) -> Self {
                Self::$Kind(kind)
            }
        })+

        impl Bound {
            /// All bounds, in the order of display.
            pub const ALL: &'static [BoundDescription] = &[$(BoundDescription::of::<$Kind>()),+];

            /// The name, summary and number of this kind of bound.
            pub const fn description(self) -> BoundDescription {
                match self {
                    $(Self::$Kind(_) => BoundDescription::of::<$Kind>(),)+
                }
            }

            /// The number after the colon of the text, for a bound that takes one.
            pub fn parameter(self) -> Option<u32> {
                let number = match self {
                    $(Self::$Kind(kind) => kind.parameter(),)+
                };
                self.description().parameter.map(|_| number)
            }

            /// The maximum number of entries of a cache; `None` for no limit.
            pub fn maxsize(self) -> Option<usize> {
                match self {
                    $(Self::$Kind(kind) => kind.maxsize(),)+
                }
            }

            /// The chance that the next lookup finds a new entry.
            pub fn recall(self) -> Recall {
                match self {
                    $(Self::$Kind(kind) => kind.recall(),)+
                }
            }

            fn from_parameter(name: &str, parameter: u32) -> Option<Self> {
                match name {
                    $($Kind::NAME => Some(Self::$Kind($Kind::from_parameter(parameter))),)+
                    _ => None,
                }
            }
        }

        /// The entries of a cache under any bound.
        pub(crate) enum Store<K, V, S> {
            $($Kind($module::Entries<K, V, S>),)+
        }

        impl<K: Hash + Eq, V, S: BuildHasher + Clone> Store<K, V, S> {
            pub(crate) fn new(bound: Bound, hasher: S) -> Self {
                match bound {
                    $(Bound::$Kind(kind) => Self::$Kind(Storage::new(kind, hasher)),)+
                }
            }

            pub(crate) fn get<Q>(&mut self, key: &Q) -> Option<&V>
            where
                K: Borrow<Q>,
                Q: Hash + Eq + ?Sized,
            {
                match self {
                    $(Self::$Kind(entries) => entries.get(key),)+
                }
            }

            pub(crate) fn insert(&mut self, key: K, value: V) -> Inserted<K, V> {
                match self {
                    $(Self::$Kind(entries) => entries.insert(key, value),)+
                }
            }

            pub(crate) fn len(&self) -> usize {
                match self {
                    $(Self::$Kind(entries) => entries.len(),)+
                }
            }

            pub(crate) fn clear(&mut self) {
                match self {
                    $(Self::$Kind(entries) => entries.clear(),)+
                }
            }

            pub(crate) fn validate(&self) {
                match self {
                    $(Self::$Kind(entries) => entries.validate(),)+
                }
            }
        }
    };
}

bounds! {
    unbounded::Unbounded,
    lru::Lru,
}

/// Checks the list at compile time.
const _: () = {
    let mut rest = Bound::ALL;
    while let [first, others @ ..] = rest {
        first.check();
        let mut later = others;
        while let [other, others @ ..] = later {
            assert!(!equal(first.name, other.name), "two bounds have one NAME");
            later = others;
        }
        rest = others;
    }
};

impl Bound {
    /// The expression that decorates a function in Python, such as `functools.cache`.
    pub fn python_call(self) -> PythonCall {
        self.description().python.call(self.parameter())
    }

    /// The line above a function definition in Python, such as `@functools.cache`.
    pub fn python_decorator(self) -> String {
        format!("@{}", self.python_call())
    }

    fn parse(text: &str) -> Result<Self, Problem> {
        let (name, number) = match text.split_once(':') {
            Some((name, number)) => (name, Some(number)),
            None => (text, None),
        };
        let kind = Self::ALL
            .iter()
            .find(|kind| kind.name == name)
            .ok_or(Problem::Unknown)?;
        let number = match (kind.parameter, number) {
            (Some(parameter), number) => parameter.parse(number)?,
            (None, Some(_)) => return Err(Problem::NumberNotTaken),
            (None, None) => 0,
        };
        Self::from_parameter(name, number).ok_or(Problem::Unknown)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description().name)?;
        match self.parameter() {
            None => Ok(()),
            Some(number) => write!(f, ":{number}"),
        }
    }
}

impl FromStr for Bound {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        Self::parse(text)
            .map_err(|problem| PolicyError::new(Part::Bound, text, problem, list(Self::ALL)))
    }
}
