/// The outcome of an insertion, by [`Cache::insert`](crate::Cache::insert).
///
/// It carries the keys and values that did not stay in the cache, so that the caller drops them
/// outside of it. If a drop may use a cache behind a `RefCell`, end the borrow first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inserted<K, V> {
    /// The entry was stored without evicting another.
    Stored,
    /// The entry was stored, and this one evicted.
    Evicted(K, V),
    /// The value was stored in place of this one, which a call in between had stored under the same
    /// key.
    Replaced(V),
    /// The entry was not stored: the cache has room for none, or a call in between had stored the
    /// same key, whose value stays.
    NotStored(K, V),
}

impl<K, V> Inserted<K, V> {
    /// Returns `true` if the cache now has the value.
    pub const fn stored(&self) -> bool {
        !matches!(self, Self::NotStored(..))
    }

    /// Returns `true` if another key was evicted.
    pub const fn evicted(&self) -> bool {
        matches!(self, Self::Evicted(..))
    }
}
