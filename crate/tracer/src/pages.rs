//! A memory that grows by pages and never shrinks.

use core::fmt::Debug;

/// The size of a page of linear memory in bytes, from the WebAssembly specification.
pub const PAGE_SIZE: usize = 64 * 1024;

/// A memory that grows by pages of [`PAGE_SIZE`] and never shrinks.
///
/// # Safety
/// After [`grow`](Self::grow) has returned an address, the requested number of bytes from there is
/// readable and writable for the lifetime of the implementor, wherever it is moved, and not used by
/// anything else.
pub unsafe trait Pages: Debug {
    /// The memory's size in pages.
    fn size(&self) -> usize;

    /// Grows the memory by `pages` and returns the address of the first new byte, or `None` if the
    /// host refuses.
    fn grow(&mut self, pages: usize) -> Option<*mut u8>;
}

/// The linear memory of this WebAssembly instance.
#[cfg(target_arch = "wasm32")]
#[derive(Debug)]
pub struct WasmPages;

/// The linear memory of this WebAssembly instance.
#[cfg(all(doc, not(target_arch = "wasm32")))]
#[derive(Debug)]
pub struct WasmPages;

// SAFETY: `memory.grow` gives fresh zeroed pages after the old end, linear memory never shrinks,
// and only the global allocator grows it.
#[cfg(target_arch = "wasm32")]
unsafe impl Pages for WasmPages {
    fn size(&self) -> usize {
        core::arch::wasm32::memory_size::<0>()
    }

    fn grow(&mut self, pages: usize) -> Option<*mut u8> {
        match core::arch::wasm32::memory_grow::<0>(pages) {
            usize::MAX => None,
            before => Some(core::ptr::without_provenance_mut(before * PAGE_SIZE)),
        }
    }
}

/// A memory of pages inside one block of the system's, for native programs. It behaves like linear
/// memory; its capacity takes the place of the host's limit.
#[derive(Debug)]
pub struct ArenaPages {
    base: *mut u8,
    size: usize,
    capacity: usize,
}

impl ArenaPages {
    /// An empty memory that can grow to `capacity` pages.
    ///
    /// # Panics
    /// If `capacity` is zero, or if the system does not have that much memory.
    pub fn new(capacity: usize) -> Self {
        let layout = Self::layout(capacity);
        assert!(capacity > 0, "a memory of no pages");
        // SAFETY: the layout is not empty.
        let base = unsafe { std::alloc::GlobalAlloc::alloc(&std::alloc::System, layout) };
        assert!(
            !base.is_null(),
            "the system cannot allocate {capacity} pages"
        );
        Self {
            base,
            size: 0,
            capacity,
        }
    }

    fn layout(capacity: usize) -> std::alloc::Layout {
        std::alloc::Layout::from_size_align(capacity * PAGE_SIZE, PAGE_SIZE)
            .expect("a memory larger than the address space")
    }
}

impl Drop for ArenaPages {
    fn drop(&mut self) {
        let layout = Self::layout(self.capacity);
        // SAFETY: `base` was allocated by the system with this layout.
        unsafe { std::alloc::GlobalAlloc::dealloc(&std::alloc::System, self.base, layout) };
    }
}

// SAFETY: pages are handed out once, from a block that lives as long as `self`.
unsafe impl Pages for ArenaPages {
    fn size(&self) -> usize {
        self.size
    }

    fn grow(&mut self, pages: usize) -> Option<*mut u8> {
        let size = self
            .size
            .checked_add(pages)
            .filter(|&size| size <= self.capacity)?;
        let new = self.base.wrapping_add(self.size * PAGE_SIZE);
        self.size = size;
        Some(new)
    }
}
