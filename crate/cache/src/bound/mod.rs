//! Bounds: how big a cache may get, and what goes when it is full.
//!
//! Each is one file of this folder and one line in the list below.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::str::FromStr;

use crate::cache::Inserted;
use crate::parameter::Parameter;
use crate::policy::{Allowed, Part, PolicyError, Problem};

/// A kind of bound: its text, its number if it takes one, and the Python it stands for.
pub(crate) trait BoundKind: Copy + Eq + Hash + fmt::Debug {
    /// The name in a policy's text.
    const NAME: &'static str;
    /// What it does, in one sentence.
    const SUMMARY: &'static str;
    /// The number it takes after its name and a colon.
    const PARAMETER: Option<Parameter>;

    /// The bound with this number, which is in [`Self::PARAMETER`]'s range, and 0 for a bound
    /// that takes none.
    fn from_parameter(parameter: u32) -> Self;

    /// The number; 0 for a bound that takes none.
    fn parameter(self) -> u32;

    /// How many entries a cache may hold; `None` is no limit.
    fn maxsize(self) -> Option<usize>;

    /// The expression that wraps a function in Python, as `functools.cache`.
    fn python_call(self) -> String;

    /// The line above a function definition in Python, as `@functools.cache`.
    fn python_decorator(self) -> String {
        format!("@{}", self.python_call())
    }
}

/// What a bound looks like in a list of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BoundDescription {
    /// The name in a policy's text.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub summary: &'static str,
    /// The number it takes after its name and a colon.
    pub parameter: Option<Parameter>,
}

impl BoundDescription {
    const fn of<B: BoundKind>() -> Self {
        Self {
            name: B::NAME,
            summary: B::SUMMARY,
            parameter: B::PARAMETER,
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

/// The entries of a cache under one kind of bound.
///
/// It stores and evicts; counting is the cache's.
pub(crate) trait Storage<K, V, S>: Sized {
    /// The kind of bound it keeps.
    type Kind: BoundKind;

    /// No entries yet, and as little memory as can be: a large bound reserves nothing.
    fn new(kind: Self::Kind, hasher: S) -> Self;

    /// The value of `key`, which this makes the most recently used.
    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized;

    /// Stores an entry after a miss. Hands back what does not stay.
    fn insert(&mut self, key: K, value: V) -> Inserted<K, V>;

    /// How many entries there are.
    fn len(&self) -> usize;

    /// Drops all entries and frees the table. The storage is empty before the first entry drops.
    fn clear(&mut self);

    /// Checks what must hold between two operations; panics when it does not.
    fn validate(&self);
}

/// Makes, from the list of bounds, the types that stand for any of them.
///
/// A line `module::Type` names a file of this folder, its type that is the [`BoundKind`], and by
/// the same name the variant of [`Bound`]. The file's `Entries` type is the [`Storage`].
macro_rules! bounds {
    ($($module:ident::$Kind:ident),+ $(,)?) => {
        $(mod $module; pub use $module::$Kind;)+

        /// How big a cache may get, and what goes when it is full.
        ///
        /// Its text is the bound's name, followed by a colon and the number if it takes one:
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
            /// Every bound, in the order in which to offer them.
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

            /// How many entries a cache may hold; `None` is no limit.
            pub fn maxsize(self) -> Option<usize> {
                match self {
                    $(Self::$Kind(kind) => kind.maxsize(),)+
                }
            }

            /// The expression that wraps a function in Python, as `functools.cache`.
            pub fn python_call(self) -> String {
                match self {
                    $(Self::$Kind(kind) => kind.python_call(),)+
                }
            }

            /// The line above a function definition in Python, as `@functools.cache`.
            pub fn python_decorator(self) -> String {
                match self {
                    $(Self::$Kind(kind) => kind.python_decorator(),)+
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

impl Bound {
    pub(crate) fn parse(text: &str) -> Result<Self, Problem> {
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
            .map_err(|problem| PolicyError::new(Part::Bound, text, problem, Allowed::Bounds))
    }
}
