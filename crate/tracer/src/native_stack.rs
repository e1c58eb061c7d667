//! The native calls under way, as the program itself keeps them.

/// The slots of a native stack. Miri, which is slow, has fewer.
pub const NATIVE_SLOTS: usize = if cfg!(miri) { 1 << 8 } else { 1 << 14 };

/// A stack of the native calls under way. Each call has a slot, in which the caller has stored
/// where in the code it is before it called; the outermost call has the first slot.
///
/// The program keeps the stack, and the tracer reads it at each record of memory. The tracer
/// also marks the slots that it has seen, in a bit that no code offset has: a call that is
/// made again stores its offset anew and so takes the mark away, which tells the tracer what
/// has changed without comparing the rest.
pub trait NativeStack {
    /// How many calls are under way, that of this function by its caller among them, and at most
    /// [`NATIVE_SLOTS`]; 0 where no stack is kept.
    fn depth(&self) -> usize;

    /// What a slot below the [depth](Self::depth) has: a code offset below 2³¹, or what
    /// [`set_slot`](Self::set_slot) has put there since.
    fn slot(&self, index: usize) -> u32;

    /// Puts something into a slot.
    fn set_slot(&mut self, index: usize, value: u32);
}

/// The native stack of a program that keeps none.
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

    /// Where the stack is: what the tool reads that rewrites the module to keep it.
    #[repr(C)]
    pub struct Descriptor {
        region: *const Region,
        length: usize,
    }

    // SAFETY: it is never written, and its pointer is only to be read.
    unsafe impl Sync for Descriptor {}

    /// Found by its name in the finished module.
    #[unsafe(no_mangle)]
    #[used]
    #[allow(non_upper_case_globals)]
    pub static __shadow_stack: Descriptor = Descriptor {
        region: &raw const REGION,
        length: size_of::<Region>(),
    };

    static NO_STACK: usize = 0;

    /// The address behind the last slot in use. A module that was not rewritten keeps no stack
    /// and answers 0; rewriting replaces this function's body.
    // The compiler must not foresee the result, which it would put in the place of the calls.
    #[unsafe(no_mangle)]
    #[inline(never)]
    pub extern "C" fn __shadow_stack_top() -> usize {
        // SAFETY: it is a static.
        unsafe { (&raw const NO_STACK).read_volatile() }
    }

    /// The stack of a module that was rewritten to keep one by the tool of the crate
    /// `highwater-shadow-stack`; of one that was not, the depth is always 0.
    ///
    /// There is one in a program.
    #[derive(Debug)]
    pub struct ShadowStack;

    fn pointer(index: usize) -> *mut u32 {
        assert!(index < NATIVE_SLOTS);
        REGION.0.get().cast::<u32>().wrapping_add(index)
    }

    impl NativeStack for ShadowStack {
        // In each caller's own body: it is the caller's call that is the last.
        #[allow(clippy::inline_always)]
        #[inline(always)]
        fn depth(&self) -> usize {
            let bytes = __shadow_stack_top().wrapping_sub(REGION.0.get().addr());
            // Without a stack the difference is beyond the region.
            let depth = bytes / size_of::<u32>();
            if depth <= NATIVE_SLOTS { depth } else { 0 }
        }

        #[inline]
        fn slot(&self, index: usize) -> u32 {
            // SAFETY: the slot is in the region, which is initialised. The program writes it
            // behind the compiler's back, hence volatile.
            unsafe { pointer(index).read_volatile() }
        }

        #[inline]
        fn set_slot(&mut self, index: usize, value: u32) {
            // SAFETY: as for reading.
            unsafe { pointer(index).write_volatile(value) }
        }
    }
}
