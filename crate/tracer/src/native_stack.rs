//! The native calls under way, on a stack in the program's memory.

/// The slots of a native stack. Fewer under Miri, which is slow.
pub const NATIVE_SLOTS: usize = if cfg!(miri) { 1 << 8 } else { 1 << 14 };

/// A stack of the native calls under way. Each call has a slot, in which the caller has stored its
/// code offset before the call; the outermost call has the first slot.
///
/// The program writes the stack, and the tracer reads it at each memory record. The tracer also
/// marks the slots it has read, in a bit that is 0 in all code offsets. A repeated call stores its
/// offset again and so clears the mark: the tracer finds the changed slots without comparing the
/// others.
pub trait NativeStack {
    /// The number of calls under way, including the call of this function and at most
    /// [`NATIVE_SLOTS`]; 0 without a stack.
    fn depth(&self) -> usize;

    /// The value of a slot below the [depth](Self::depth): a code offset below 2³¹, or the last
    /// value written by [`set_slot`](Self::set_slot).
    fn slot(&self, index: usize) -> u32;

    /// Writes a slot.
    fn set_slot(&mut self, index: usize, value: u32);
}

/// The native stack of a program without one.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNativeStack;

impl NativeStack for NoNativeStack {
    #[inline]
    fn depth(&self) -> usize {
        0
    }

    fn slot(&self, _index: usize) -> u32 {
        0
    }

    fn set_slot(&mut self, _index: usize, _value: u32) {}
}

#[cfg(all(feature = "shadow-stack", any(target_arch = "wasm32", doc)))]
pub use shadow_stack::ShadowStack;

#[cfg(all(feature = "shadow-stack", any(target_arch = "wasm32", doc)))]
mod shadow_stack {
    use core::cell::UnsafeCell;

    use super::{NATIVE_SLOTS, NativeStack};

    struct Region(UnsafeCell<[u32; NATIVE_SLOTS]>);

    // SAFETY: only whole slots are read and written, and this target has one thread.
    unsafe impl Sync for Region {}

    static REGION: Region = Region(UnsafeCell::new([0; NATIVE_SLOTS]));

    /// The location of the stack, read by the tool that rewrites the module.
    #[repr(C)]
    pub struct Descriptor {
        region: *const Region,
        length: usize,
    }

    // SAFETY: it is never written, and its pointer is only read.
    unsafe impl Sync for Descriptor {}

    /// The name by which the tool finds it in the finished module.
    #[unsafe(no_mangle)]
    #[used]
    #[allow(non_upper_case_globals)]
    pub static __shadow_stack: Descriptor = Descriptor {
        region: &raw const REGION,
        length: size_of::<Region>(),
    };

    static NO_STACK: usize = 0;

    /// The address after the last slot in use. Without rewriting it returns 0; rewriting replaces
    /// its body.
    // The compiler must not know the result, or it would replace the calls by it.
    #[unsafe(no_mangle)]
    #[inline(never)]
    pub extern "C" fn __shadow_stack_top() -> usize {
        // SAFETY: it is a static.
        unsafe { (&raw const NO_STACK).read_volatile() }
    }

    /// The stack of a module rewritten by the tool of the crate `highwater-shadow-stack`. Without
    /// rewriting, the depth is always 0.
    ///
    /// A program has one.
    #[derive(Debug)]
    pub struct ShadowStack;

    fn pointer(index: usize) -> *mut u32 {
        assert!(index < NATIVE_SLOTS);
        REGION.0.get().cast::<u32>().wrapping_add(index)
    }

    impl NativeStack for ShadowStack {
        // Inlined into each caller: the last slot must be the caller's.
        #[allow(clippy::inline_always)]
        #[inline(always)]
        fn depth(&self) -> usize {
            let bytes = __shadow_stack_top().wrapping_sub(REGION.0.get().addr());
            // Without a stack the difference exceeds the region.
            let depth = bytes / size_of::<u32>();
            if depth <= NATIVE_SLOTS { depth } else { 0 }
        }

        #[inline]
        fn slot(&self, index: usize) -> u32 {
            // SAFETY: the slot is in the initialised region. The program writes it without the
            // compiler's knowledge, hence volatile.
            unsafe { pointer(index).read_volatile() }
        }

        #[inline]
        fn set_slot(&mut self, index: usize, value: u32) {
            // SAFETY: as for reading.
            unsafe { pointer(index).write_volatile(value) }
        }
    }
}
