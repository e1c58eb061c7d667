//! Destinations of full record buffers.

/// A receiver of the record buffer's bytes.
///
/// It is called during an allocation, so it must neither allocate with the calling allocator nor
/// call it.
pub trait Sink {
    /// Receives `bytes`: complete records, preceded by the capture's header at the start of a
    /// capture.
    fn records(&mut self, bytes: &[u8]);
}

/// A sink that stores all bytes in memory of the system's allocator, for tests and native tools
/// whose global allocator is not traced.
#[derive(Debug, Default)]
pub struct CollectedRecords(pub Vec<u8>);

impl Sink for CollectedRecords {
    fn records(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}
