use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::num::NonZeroU32;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use crate::inserted::Inserted;
use crate::kind::{BoundKind, Recall};
use crate::parameter::Parameter;
use crate::python::{PythonDecorator, WrapperLevels};
use crate::storage::Storage;

/// No bound: entries are never evicted, as with Python's `functools.cache`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unbounded;

impl BoundKind for Unbounded {
    const NAME: &'static str = "unbounded";
    const SUMMARY: &'static str = "The cache stores every result and grows with each new key.";
    const PARAMETER: Option<Parameter> = None;
    const PYTHON: PythonDecorator = PythonDecorator {
        imports: &["import functools"],
        definition: &[],
        before: "functools.",
        name: "cache",
        argument: None,
        after: "",
        pylint_reports: true,
        levels: WrapperLevels::ONE,
    };

    fn from_parameter(_: u32) -> Self {
        Self
    }

    fn parameter(self) -> u32 {
        0
    }

    fn maxsize(self) -> Option<usize> {
        None
    }

    fn recall(self) -> Recall {
        Recall::Always
    }
}

/// A table of entries.
pub(crate) struct Entries<K, V, S>(HashMap<K, V, S>);

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Storage<K, V, S> for Entries<K, V, S> {
    type Kind = Unbounded;

    fn new(_: Unbounded, _: Option<NonZeroU32>, hasher: S) -> Self {
        Self(HashMap::with_hasher(hasher))
    }

    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.0.get(key)
    }

    /// Overwrites the value stored by a call in between, but retains that call's key, like setting
    /// an item of a Python dictionary.
    fn insert(&mut self, key: K, value: V, _: u64) -> Inserted<K, V> {
        match self.0.entry(key) {
            Entry::Vacant(place) => {
                place.insert(value);
                Inserted::Stored
            }
            Entry::Occupied(mut entry) => Inserted::Replaced(entry.insert(value)),
        }
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    fn currsize(&self) -> usize {
        self.len()
    }

    fn clear(&mut self) {
        let empty = HashMap::with_hasher(self.0.hasher().clone());
        drop(std::mem::replace(&mut self.0, empty));
    }

    fn validate(&self) {
        assert_eq!(self.0.iter().count(), self.0.len());
        for key in self.0.keys() {
            assert!(self.0.contains_key(key), "an entry is not found by its key");
        }
    }
}
