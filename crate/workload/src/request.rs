/// One request to a cache: the key of a value, and the value's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    /// The key.
    pub key: u64,
    /// The size of the key's value: in bytes, or 1 if values have no sizes.
    pub size: u64,
}
