use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::num::{NonZeroU32, NonZeroUsize};

use ::lru::LruCache;

use crate::inserted::Inserted;
use crate::kind::{BoundKind, Recall};
use crate::parameter::Parameter;
use crate::python::{PythonDecorator, WrapperLevels};
use crate::storage::Storage;

/// At most `maxsize` entries: a full cache evicts the least recently used one, like Python's
/// `functools.lru_cache`. With a `maxsize` of 0 every call is a miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lru {
    maxsize: u32,
}

impl Lru {
    const MAXSIZE: Parameter = Parameter {
        name: "maxsize",
        minimum: 0,
        maximum: 1_000_000_000,
        bytes: false,
    };

    /// The bound of `maxsize` entries; `None` for more than 1,000,000,000.
    pub const fn new(maxsize: u32) -> Option<Self> {
        if Self::MAXSIZE.allows(maxsize) {
            Some(Self { maxsize })
        } else {
            None
        }
    }

    const fn entries(self) -> usize {
        self.maxsize as usize
    }
}

impl BoundKind for Lru {
    const NAME: &'static str = "lru";
    const SUMMARY: &'static str =
        "A full cache evicts the least recently used entry to make room for a new one.";
    const PARAMETER: Option<Parameter> = Some(Self::MAXSIZE);
    const PYTHON: PythonDecorator = PythonDecorator {
        imports: &["import functools"],
        definition: &[],
        before: "functools.",
        name: "lru_cache",
        argument: Some("maxsize"),
        after: "",
        pylint_reports: false,
        levels: WrapperLevels::ONE,
    };

    fn from_parameter(maxsize: u32) -> Self {
        Self { maxsize }
    }

    fn parameter(self) -> u32 {
        self.maxsize
    }

    fn maxsize(self) -> Option<usize> {
        Some(self.entries())
    }

    fn recall(self) -> Recall {
        if self.maxsize == 0 {
            Recall::Never
        } else {
            Recall::Always
        }
    }
}

/// A table of entries linked in the order of their last use.
pub(crate) struct Entries<K, V, S> {
    kind: Lru,
    hasher: S,
    /// `None` if the bound is 0 entries.
    linked: Option<LruCache<K, V, S>>,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Entries<K, V, S> {
    /// An empty table for `kind`. Lowering the capacity of an unbounded table reserves nothing,
    /// while creating it with a capacity would reserve all of it.
    fn linked(kind: Lru, hasher: S) -> Option<LruCache<K, V, S>> {
        let capacity = NonZeroUsize::new(kind.entries())?;
        let mut linked = LruCache::unbounded_with_hasher(hasher);
        linked.resize(capacity);
        Some(linked)
    }
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Storage<K, V, S> for Entries<K, V, S> {
    type Kind = Lru;

    fn new(kind: Lru, _: Option<NonZeroU32>, hasher: S) -> Self {
        Self {
            kind,
            linked: Self::linked(kind, hasher.clone()),
            hasher,
        }
    }

    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.linked.as_mut()?.get(key)
    }

    /// Leaves the cache unchanged, recency included, if a call in between has stored the key.
    fn insert(&mut self, key: K, value: V, _: u64) -> Inserted<K, V> {
        let Some(linked) = &mut self.linked else {
            return Inserted::NotStored(key, value);
        };
        if linked.contains(&key) {
            return Inserted::NotStored(key, value);
        }
        match linked.push(key, value) {
            None => Inserted::Stored,
            Some((oldest, value)) => Inserted::Evicted(oldest, value),
        }
    }

    fn len(&self) -> usize {
        self.linked.as_ref().map_or(0, LruCache::len)
    }

    fn currsize(&self) -> usize {
        self.len()
    }

    /// Drops the entries from the least recently used to the most.
    fn clear(&mut self) {
        let empty = Self::linked(self.kind, self.hasher.clone());
        if let Some(mut entries) = std::mem::replace(&mut self.linked, empty) {
            entries.clear();
        }
    }

    fn validate(&self) {
        let Some(linked) = &self.linked else {
            assert_eq!(self.kind.entries(), 0);
            return;
        };
        assert_eq!(linked.cap().get(), self.kind.entries());
        assert_eq!(linked.iter().count(), linked.len());
        assert_eq!(linked.iter().rev().count(), linked.len());
        for (key, _) in linked {
            assert!(linked.contains(key), "an entry is not found by its key");
        }
    }
}
