/// The outcome of an insertion, by [`Cache::insert`](crate::Cache::insert).
///
/// It carries what did not stay in the cache, so that this is dropped by the caller and never
/// inside the cache. Where the cache is behind a `RefCell` and a drop may reach it
/// again, end the borrow first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inserted<K, V> {
    /// The entry was stored, and nothing had to leave.
    Stored,
    /// The entry was stored in the place of the one it carries, which was evicted.
    Evicted(K, V),
    /// The value took the place of the one it carries, which a call in between had stored under
    /// the same key.
    Replaced(V),
    /// The entry was not stored: the cache may hold none, or a call in between had stored the
    /// same key, whose value stays.
    NotStored(K, V),
}

impl<K, V> Inserted<K, V> {
    /// True where the cache now holds the value.
    pub const fn stored(&self) -> bool {
        !matches!(self, Self::NotStored(..))
    }

    /// True where another key was evicted.
    pub const fn evicted(&self) -> bool {
        matches!(self, Self::Evicted(..))
    }
}
