use std::borrow::Borrow;
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::num::NonZeroU32;

use crate::inserted::Inserted;
use crate::kind::{BoundKind, Recall};
use crate::parameter::Parameter;
use crate::python::{PythonDecorator, WrapperLevels};
use crate::storage::Storage;

/// At most `capacity` entries; only every second new one is stored, first in, first out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SecondOnly {
    capacity: u32,
}

impl BoundKind for SecondOnly {
    const NAME: &'static str = "2nd-only";
    const SUMMARY: &'static str = "Every second new entry is stored, the oldest is evicted.";
    const PARAMETER: Option<Parameter> = Some(Parameter {
        name: "capacity",
        minimum: 1,
        maximum: 100,
        bytes: false,
    });
    const PYTHON: PythonDecorator = PythonDecorator {
        imports: &["import functools"],
        definition: &["\
def second_only(entries):
    def decorate(function):
        stored, missed = {}, [0]

        @functools.wraps(function)
        def call(*arguments):
            if arguments in stored:
                return stored[arguments]
            result = function(*arguments)
            missed[0] += 1
            if missed[0] % 2 == 0:
                if len(stored) == entries:
                    del stored[next(iter(stored))]
                stored[arguments] = result
            return result

        call.cache_clear = stored.clear
        call.missed = missed
        return call

    return decorate
"],
        before: "",
        name: "second_only",
        argument: Some("entries"),
        after: "",
        pylint_reports: false,
        levels: WrapperLevels::ONE,
    };

    fn from_parameter(capacity: u32) -> Self {
        Self { capacity }
    }

    fn parameter(self) -> u32 {
        self.capacity
    }

    fn maxsize(self) -> Option<usize> {
        Some(self.capacity as usize)
    }

    fn recall(self) -> Recall {
        Recall::Varies
    }
}

/// A list of entries, from the oldest to the newest.
pub(crate) struct Entries<K, V, S> {
    capacity: usize,
    missed: usize,
    stored: Vec<(K, V)>,
    hasher: PhantomData<S>,
}

impl<K: Hash + Eq, V, S: BuildHasher + Clone> Storage<K, V, S> for Entries<K, V, S> {
    type Kind = SecondOnly;

    fn new(kind: SecondOnly, _: Option<NonZeroU32>, _: S) -> Self {
        Self {
            capacity: kind.capacity as usize,
            missed: 0,
            stored: Vec::new(),
            hasher: PhantomData,
        }
    }

    fn get<Q>(&mut self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let entry = self.stored.iter().find(|entry| entry.0.borrow() == key)?;
        Some(&entry.1)
    }

    fn insert(&mut self, key: K, value: V, _: u64) -> Inserted<K, V> {
        self.missed += 1;
        if self.missed % 2 == 1 {
            return Inserted::NotStored(key, value);
        }
        let full = self.stored.len() == self.capacity;
        self.stored.push((key, value));
        if full {
            let (key, value) = self.stored.remove(0);
            Inserted::Evicted(key, value)
        } else {
            Inserted::Stored
        }
    }

    fn len(&self) -> usize {
        self.stored.len()
    }

    fn currsize(&self) -> usize {
        self.stored.len()
    }

    fn clear(&mut self) {
        self.stored = Vec::new();
    }

    fn validate(&self) {
        assert!(self.stored.len() <= self.capacity);
    }
}
