//! Bounds: the size of a cache, and the choice of the entry that a full cache evicts.
//!
//! Each bound is one file in this folder and one line in the list below.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{BuildHasher, Hash, RandomState};
use std::num::NonZeroU32;
use std::str::FromStr;

use crate::capacity::Capacity;
use crate::error::{Part, PolicyError, Problem, list};
use crate::inserted::Inserted;
use crate::kind::{BoundDescription, BoundKind, Recall, equal};
use crate::parameter::Parameter;
use crate::python::{PythonCall, WrapperLevels};
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

            /// The levels of Python's recursion limit that a cache's wrapper takes.
            pub const fn wrapper_levels(self) -> WrapperLevels {
                match self {
                    $(Self::$Kind(_) => <$Kind as BoundKind>::PYTHON.levels,)+
                }
            }

            /// The size of a cache; `None` for no limit.
            pub fn capacity(self) -> Option<Capacity> {
                let number = match self {
                    $(Self::$Kind(kind) => kind.parameter(),)+
                };
                let parameter = self.description().parameter;
                parameter.map(|_| Capacity::from_number(number))
            }

            /// The maximum number of entries of a cache, or of bytes, if it counts bytes; `None`
            /// for no limit.
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

            /// Returns `true` if this build has the storage of its entries: without the feature
            /// `slab`, `lru` and `unbounded` alone.
            pub const fn is_stored(self) -> bool {
                match self {
                    $(Self::$Kind(_) => <$module::Entries<(), (), RandomState> as Storage<
                        (),
                        (),
                        RandomState,
                    >>::IS_PRESENT,)+
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
            pub(crate) fn new(bound: Bound, ttl: Option<NonZeroU32>, hasher: S) -> Self {
                match bound {
                    $(Bound::$Kind(kind) => Self::$Kind(Storage::new(kind, ttl, hasher)),)+
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

            pub(crate) fn insert(&mut self, key: K, value: V, size: u64) -> Inserted<K, V> {
                match self {
                    $(Self::$Kind(entries) => entries.insert(key, value, size),)+
                }
            }

            pub(crate) fn len(&self) -> usize {
                match self {
                    $(Self::$Kind(entries) => entries.len(),)+
                }
            }

            pub(crate) fn currsize(&self) -> usize {
                match self {
                    $(Self::$Kind(entries) => entries.currsize(),)+
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

/// Defines a bound whose entries are on a slab, with its storage.
///
/// It has the size of the cache, and no other number. `$Order` is the type that implements
/// [`Replacement`](crate::slab::replacement::Replacement).
macro_rules! slab_bound {
    (
        $(#[$about:meta])*
        $Kind:ident($Order:ident);
        name: $name:literal;
        summary: $summary:literal;
        python: $python:expr;
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $Kind {
            capacity: crate::capacity::Capacity,
        }

        impl $Kind {
            /// The bound of this size.
            pub const fn new(capacity: crate::capacity::Capacity) -> Self {
                Self { capacity }
            }
        }

        impl crate::kind::BoundKind for $Kind {
            const NAME: &'static str = $name;
            const SUMMARY: &'static str = $summary;
            const PARAMETER: Option<crate::parameter::Parameter> =
                Some(crate::capacity::Capacity::ENTRIES);
            const PYTHON: PythonDecorator = $python;

            fn from_parameter(number: u32) -> Self {
                Self::new(crate::capacity::Capacity::from_number(number))
            }

            fn parameter(self) -> u32 {
                self.capacity.number()
            }

            fn maxsize(self) -> Option<usize> {
                Some(usize::try_from(self.capacity.units()).unwrap_or(usize::MAX))
            }

            fn recall(self) -> crate::kind::Recall {
                self.capacity.recall()
            }
        }

        impl crate::slab::replacement::SlabKind for $Kind {
            fn capacity(self) -> crate::capacity::Capacity {
                self.capacity
            }

            fn order(
                limit: crate::slab::replacement::Limit,
            ) -> Box<dyn crate::slab::replacement::Replacement> {
                Box::new($Order::new(limit))
            }
        }

        /// The entries on a slab, in the order of `$Order`.
        #[cfg(feature = "slab")]
        pub(crate) type Entries<K, V, S> = crate::slab::Ordered<K, V, S, $Kind>;
        #[cfg(not(feature = "slab"))]
        pub(crate) type Entries<K, V, S> = crate::storage::Absent<K, V, S, $Kind>;
    };
}

bounds! {
    unbounded::Unbounded,
    lru::Lru,
    fifo::Fifo,
    lru_slab::LruSlab,
    mru::Mru,
    rr::Rr,
    clock::Clock,
    lfu::Lfu,
    slru::Slru,
    two_q::TwoQ,
    arc::Arc,
    car::Car,
    lirs::Lirs,
    sieve::Sieve,
    s3_fifo::S3Fifo,
    w_tinylfu::WTinyLfu,
    gdsf::Gdsf,
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
    /// The number after the colon of the text, for a bound with a number of entries.
    pub fn parameter(self) -> Option<u32> {
        self.capacity()
            .filter(|capacity| !capacity.is_bytes())
            .map(Capacity::number)
    }

    /// The bound whose storage has entries that expire: the same policy, on a slab.
    pub(crate) fn expiring(self) -> Self {
        match self {
            Self::Unbounded(_) => Fifo::new(Capacity::ALL).into(),
            Self::Lru(lru) => LruSlab::from_parameter(lru.parameter()).into(),
            other => other,
        }
    }

    /// The expression that decorates a function in Python, such as `functools.cache`.
    pub fn python_call(self) -> PythonCall {
        self.description().python.call(self.parameter())
    }

    /// The line above a function definition in Python, such as `@functools.cache`.
    pub fn python_decorator(self) -> String {
        format!("@{}", self.python_call())
    }

    /// Parses a bound, in entries alone or also in bytes.
    pub(crate) fn parse_sized(text: &str, bytes: bool) -> Result<Self, PolicyError> {
        let (name, number) = match text.split_once(':') {
            Some((name, number)) => (name, Some(number)),
            None => (text, None),
        };
        let Some(kind) = Self::ALL.iter().find(|kind| kind.name == name) else {
            let forms = list(Self::ALL.iter().map(BoundDescription::form));
            return Err(PolicyError::new(Part::Bound, text, Problem::Unknown, forms));
        };
        let kind = kind.sized(bytes);
        Self::parse(kind.parameter, number)
            .and_then(|number| Self::from_parameter(name, number).ok_or(Problem::Unknown))
            .map_err(|problem| PolicyError::new(Part::Bound, text, problem, kind.to_string()))
    }

    /// The number after the colon; 0 for a bound without one.
    fn parse(parameter: Option<Parameter>, number: Option<&str>) -> Result<u32, Problem> {
        match (parameter, number) {
            (Some(parameter), Some(number)) if parameter.bytes => {
                match Capacity::parse_bytes(number) {
                    Some(bytes) => Ok(bytes?.number()),
                    None => parameter.parse(Some(number)),
                }
            }
            (Some(parameter), number) => parameter.parse(number),
            (None, Some(_)) => Err(Problem::NumberNotTaken),
            (None, None) => Ok(0),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description().name)?;
        match self.capacity() {
            None => Ok(()),
            Some(capacity) => write!(f, ":{capacity}"),
        }
    }
}

impl FromStr for Bound {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        Self::parse_sized(text, true)
    }
}
