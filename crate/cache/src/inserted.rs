/// The outcome of an insertion, by [`Cache::insert`](crate::Cache::insert).
///
/// It carries the keys and values that did not stay in the cache, so that the caller drops them
/// outside of it. If a drop may use a cache behind a `RefCell`, end the borrow first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inserted<K, V> {
    /// The entry was stored without evicting another.
    Stored,
    /// The entry was stored, and this one evicted.
    Evicted(K, V),
    /// The value was stored in place of this one, which a call in between had stored under the same
    /// key.
    Replaced(V),
    /// The entry was not stored: the cache has room for none, or turns this one away, or a call in
    /// between had stored the same key, whose value stays.
    NotStored(K, V),
    /// Several entries have left, or an expired one.
    Removed(Box<Removed<K, V>>),
}

/// The entries that have left a cache at an insertion, and the new one if it was not stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Removed<K, V> {
    /// Entries that had expired, the oldest first.
    pub expired: Vec<(K, V)>,
    /// Entries that had to make room, in the order of their eviction.
    pub evicted: Vec<(K, V)>,
    /// The new entry, if it was not stored.
    pub not_stored: Option<(K, V)>,
}

impl<K, V> Removed<K, V> {
    pub(crate) const fn new(
        expired: Vec<(K, V)>,
        evicted: Vec<(K, V)>,
        not_stored: Option<(K, V)>,
    ) -> Self {
        Self {
            expired,
            evicted,
            not_stored,
        }
    }

    /// The outcome, with the last entry that was evicted. Without allocation for a single entry.
    pub(crate) fn outcome(mut self, last: Option<(K, V)>) -> Inserted<K, V> {
        if self.expired.is_empty() && self.evicted.is_empty() {
            return match (self.not_stored, last) {
                (Some((key, value)), _) => Inserted::NotStored(key, value),
                (None, Some((key, value))) => Inserted::Evicted(key, value),
                (None, None) => Inserted::Stored,
            };
        }
        self.evicted.extend(last);
        Inserted::Removed(Box::new(self))
    }
}

impl<K, V> Inserted<K, V> {
    /// Returns `true` if the cache now has the value.
    pub const fn stored(&self) -> bool {
        match self {
            Self::Stored | Self::Evicted(..) | Self::Replaced(_) => true,
            Self::NotStored(..) => false,
            Self::Removed(removed) => removed.not_stored.is_none(),
        }
    }

    /// Returns `true` if another key was evicted.
    pub const fn evicted(&self) -> bool {
        self.evictions() > 0
    }

    /// The number of entries evicted, without expired ones.
    pub const fn evictions(&self) -> usize {
        match self {
            Self::Stored | Self::Replaced(_) | Self::NotStored(..) => 0,
            Self::Evicted(..) => 1,
            Self::Removed(removed) => removed.evicted.len(),
        }
    }

    /// The number of expired entries that were removed.
    pub const fn expirations(&self) -> usize {
        match self {
            Self::Removed(removed) => removed.expired.len(),
            _ => 0,
        }
    }
}
