//! Where full record buffers go.

/// Takes the bytes of the record buffer when it is full.
///
/// It is called in the middle of an allocation, so it must not allocate with the allocator
/// that calls it, and must not call it back.
pub trait Sink {
    /// Takes `bytes`: whole records, the first ones behind a capture's header.
    fn records(&mut self, bytes: &[u8]);
}

/// A sink that keeps all bytes in the memory of another allocator, the system's, for tests
/// and for native tools whose global allocator is not traced.
#[derive(Debug, Default)]
pub struct CollectedRecords(pub Vec<u8>);

impl Sink for CollectedRecords {
    fn records(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}
