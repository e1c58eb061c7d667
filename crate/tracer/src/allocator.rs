//! The allocator.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::fmt;

use highwater_capture::{CollectionRecord, Counter, Location, Mark, TotalsRecord};
use talc::base::{Counters, Talc};
use talc::wasm::WasmBinning;

use crate::growth::{GrowingSource, Growth, Refusal};
use crate::native_stack::{NativeStack, NoNativeStack};
use crate::pages::Pages;
use crate::recorder::Recorder;
use crate::sink::Sink;
use crate::vocabulary::{NoVocabulary, Vocabulary};

/// Settings for measuring a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// The growth step of memory.
    pub growth: Growth,
    /// The maximum size of memory in pages, including the pages before the start, or `None` for no
    /// limit. Allocations that need more fail.
    pub limit_pages: Option<usize>,
    /// True to write a record for each allocation. Otherwise only counters, marks and totals are
    /// written.
    pub traced: bool,
}

/// A global allocator over talc that counts allocations and, on request, records them.
///
/// Before [`start`](Self::start) and after [`finish`](Self::finish) it only allocates.
///
/// It is for programs of one thread: it is [`Sync`], as a global allocator must be, only on
/// WebAssembly without atomics.
///
/// `V` defines the [counters and causes](Vocabulary) of the program.
pub struct TracingAllocator<P: Pages, S, N = NoNativeStack, V = NoVocabulary> {
    inner: UnsafeCell<Inner<P, S, N, V>>,
}

struct Inner<P: Pages, S, N, V> {
    talc: Talc<GrowingSource<P>, WasmBinning>,
    running: bool,
    /// True between the start and the finish of a capture.
    started: bool,
    /// The number of growths recorded.
    growths: u64,
    totals: TotalsRecord,
    /// Live bytes at the start of the current garbage collection.
    live_before_collection: u64,
    recorder: Recorder<S, N, V>,
}

// SAFETY: this target has one thread, so no two threads can hold references to the inside at once;
// each method's reference ends with the method.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl<P: Pages, S, N, V> Sync for TracingAllocator<P, S, N, V> {}

impl<P: Pages, S, N, V> fmt::Debug for TracingAllocator<P, S, N, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TracingAllocator").finish_non_exhaustive()
    }
}

impl<P: Pages, S: Sink> TracingAllocator<P, S> {
    /// An allocator that grows `pages` and passes full record buffers to `sink`, for a program
    /// without a vocabulary.
    pub const fn new(pages: P, sink: S) -> Self {
        Self::with_native_stack(pages, sink, NoNativeStack)
    }

    /// An allocator on the heap: the tracer's state is large for a stack.
    pub fn boxed(pages: P, sink: S) -> Box<Self> {
        Box::new(Self::new(pages, sink))
    }
}

impl<P: Pages, S: Sink, N: NativeStack, V: Vocabulary> TracingAllocator<P, S, N, V> {
    /// An allocator whose contexts include the calls of a native stack, each below the frame in
    /// which it was made.
    pub const fn with_native_stack(pages: P, sink: S, native: N) -> Self {
        Self {
            inner: UnsafeCell::new(Inner {
                talc: Talc::new(GrowingSource::new(pages)),
                running: false,
                started: false,
                growths: 0,
                totals: ZERO,
                live_before_collection: 0,
                recorder: Recorder::new(sink, native),
            }),
        }
    }

    /// The sink, for access to its contents.
    pub fn sink_mut(&mut self) -> &mut S {
        &mut self.inner.get_mut().recorder.out.sink
    }

    /// Starts a new capture, with all totals at zero.
    pub fn start(&self, settings: &Settings) {
        self.with(|inner| {
            inner.talc.source.growth = settings.growth;
            inner.talc.source.limit_pages = settings.limit_pages;
            let pages = inner.talc.source.pages.size() as u64;
            inner.growths = inner.talc.source.growths;
            inner.totals = TotalsRecord {
                pages,
                baseline_pages: pages,
                ..ZERO
            };
            (inner.started, inner.running) = (true, true);
            inner.recorder.start(settings.traced);
            inner.recorder.mark(Mark::Begin, &inner.totals);
        });
    }

    /// Stops counting and recording, except of growths of memory, until [`resume`](Self::resume):
    /// allocations and frees in between are not the program's.
    ///
    /// Memory allocated before [`start`](Self::start) or during a pause must be freed during a
    /// pause.
    pub fn pause(&self) {
        self.with(|inner| inner.running = false);
    }

    /// Resumes counting and recording if a capture has been started.
    pub fn resume(&self) {
        self.with(|inner| inner.running = inner.started);
    }

    /// Finishes the capture: passes the rest of the buffer to the sink and stops counting. Without
    /// a capture it does nothing.
    ///
    /// It allocates nothing, so it can be called after an allocation has failed and the program has
    /// been abandoned.
    pub fn finish(&self) {
        self.with(|inner| {
            if inner.started {
                (inner.started, inner.running) = (false, false);
                inner.recorder.totals(&inner.totals);
                inner.recorder.flush();
            }
        });
    }

    /// The totals since [`start`](Self::start).
    pub fn totals(&self) -> TotalsRecord {
        self.with(|inner| inner.totals)
    }

    /// talc's counters since the program started.
    pub fn allocator_counters(&self) -> Counters {
        self.with(|inner| *inner.talc.counters())
    }

    /// The cause of the last refusal to grow memory, if there was one.
    pub fn refusal(&self) -> Option<Refusal> {
        self.with(|inner| inner.talc.source.refusal)
    }

    /// Writes a fact about the run.
    pub fn meta(&self, key: &str, value: &str) {
        self.with(|inner| inner.recorder.meta(key, value));
    }

    /// Defines a frame of the traced language, for use with [`enter`](Self::enter).
    pub fn define_frame(&self, line: u32, function: &str, file: &str) -> Location {
        self.with(|inner| inner.recorder.define_frame(line, function, file))
    }

    /// Returns `true` if the current capture has native calls in its contexts.
    pub fn is_native(&self) -> bool {
        self.with(|inner| inner.recorder.is_native())
    }

    /// Enters a frame. Native calls that the calling function makes after this are below the frame.
    // Inlined into each caller: the stack depth must be the caller's.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub fn enter(&self, location: Location) {
        // The calls of the caller have the slot after those that led to the caller.
        let slot = self.calls();
        self.with(|inner| inner.recorder.enter(location, slot));
    }

    /// The number of native calls that led to the calling function.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn calls(&self) -> usize {
        // SAFETY: as in `with`, whose closure might not be inlined.
        unsafe { &(*self.inner.get()).recorder }.calls()
    }

    /// Leaves the current frame.
    #[inline]
    pub fn leave(&self) {
        self.with(|inner| inner.recorder.leave());
    }

    /// Passes all records so far to the sink, and writes none: unlike a
    /// [checkpoint](Self::checkpoint), it leaves the capture unchanged, so it can depend on time.
    pub fn flush(&self) {
        self.with(|inner| inner.recorder.flush());
    }

    /// Changes a counter of the program's vocabulary.
    #[inline]
    pub fn count(&self, counter: Counter, delta: i64) {
        self.with(|inner| inner.recorder.count(counter, delta));
    }

    /// Writes the changed counters and passes all records so far to the sink, so that its reader is
    /// up to date.
    pub fn checkpoint(&self) {
        self.with(|inner| {
            inner.recorder.checkpoint();
            inner.recorder.flush();
        });
    }

    /// Writes the end of a phase, with its fields and the values of all counters.
    pub fn phase(&self, name: &str, fields: &[(&str, u64)]) {
        self.with(|inner| inner.recorder.phase(name, fields));
    }

    /// Marks the start of a garbage collection of the program.
    ///
    /// ```
    /// # use highwater_tracer::{ArenaPages, CollectedRecords, TracingAllocator};
    /// # let allocator = TracingAllocator::boxed(ArenaPages::new(64), CollectedRecords::default());
    /// allocator.collection_begins();
    /// let collected = 0; // … which the program's collector answers.
    /// allocator.collection_ends(0, collected);
    /// ```
    pub fn collection_begins(&self) {
        self.with(|inner| inner.live_before_collection = inner.totals.live);
    }

    /// Writes a garbage collection, with the ticks so far and the decrease of live bytes since it
    /// [began](Self::collection_begins), 0 for an increase.
    ///
    /// `generation` is the oldest collected, from 0 to 2, and `collected` is the number of garbage
    /// objects. Like counters, collections are written with and without tracing.
    pub fn collection_ends(&self, generation: u8, collected: u64) {
        self.with(|inner| {
            inner.recorder.collection(&CollectionRecord {
                generation,
                collected,
                freed: inner
                    .live_before_collection
                    .saturating_sub(inner.totals.live),
            });
        });
    }

    /// Writes a point in the life of the program, with the totals and the changed counters.
    pub fn mark(&self, mark: Mark) {
        self.with(|inner| {
            inner.recorder.mark(mark, &inner.totals);
            if mark == Mark::Ready {
                inner.totals.peak = inner.totals.live;
            }
        });
    }

    #[inline]
    fn with<R>(&self, f: impl FnOnce(&mut Inner<P, S, N, V>) -> R) -> R {
        // SAFETY: the type is used by one thread at a time, and `f` does not call back: sinks and
        // pages must not.
        f(unsafe { &mut *self.inner.get() })
    }
}

const ZERO: TotalsRecord = TotalsRecord {
    live: 0,
    peak: 0,
    allocations: 0,
    deallocations: 0,
    allocated_bytes: 0,
    pages: 0,
    baseline_pages: 0,
    growths: 0,
};

impl<P: Pages, S: Sink, N: NativeStack, V: Vocabulary> Inner<P, S, N, V> {
    /// Records the growths of memory since the last call, if a capture has been started. Growths
    /// during a pause are included.
    #[inline]
    fn record_growth(&mut self) {
        if self.talc.source.growths != self.growths && self.started {
            self.totals.growths += self.talc.source.growths - self.growths;
            self.growths = self.talc.source.growths;
            let pages = self.talc.source.pages.size();
            self.totals.pages = pages as u64;
            self.recorder.grow(pages);
        }
    }

    #[inline]
    fn count_alloc(&mut self, size: usize) {
        let totals = &mut self.totals;
        totals.allocations += 1;
        totals.allocated_bytes += size as u64;
        totals.live += size as u64;
        totals.peak = totals.peak.max(totals.live);
    }

    #[inline]
    fn count_free(&mut self, size: usize) {
        self.totals.deallocations += 1;
        debug_assert!(
            self.totals.live >= size as u64,
            "freed here, but not allocated here"
        );
        self.totals.live = self.totals.live.wrapping_sub(size as u64);
    }
}

// SAFETY: all blocks are talc's, which upholds the contract; records are written outside of blocks.
unsafe impl<P: Pages, S: Sink, N: NativeStack, V: Vocabulary> GlobalAlloc
    for TracingAllocator<P, S, N, V>
{
    // Not inlined, so that the native calls that led to it are its callers'.
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let calls = self.calls();
        self.with(|inner| {
            // SAFETY: the caller guarantees a layout of nonzero size.
            let pointer = unsafe { inner.talc.allocate(layout) };
            inner.record_growth();
            if inner.running
                && let Some(pointer) = pointer
            {
                inner.count_alloc(layout.size());
                inner
                    .recorder
                    .alloc(calls, pointer.as_ptr().addr(), layout.size());
            }
            pointer.map_or(core::ptr::null_mut(), core::ptr::NonNull::as_ptr)
        })
    }

    #[inline]
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.with(|inner| {
            // SAFETY: the caller guarantees a block of this allocator and its layout.
            unsafe { inner.talc.deallocate(pointer, layout) };
            if inner.running {
                inner.count_free(layout.size());
                inner.recorder.free(pointer.addr(), layout.size());
            }
        });
    }

    #[inline(never)]
    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        let calls = self.calls();
        self.with(|inner| {
            // SAFETY: the caller guarantees a block of this allocator, its layout and a new size
            // that is nonzero and valid for a layout.
            let new = unsafe { moved(&mut inner.talc, pointer, layout, new_size) };
            inner.record_growth();
            if inner.running && !new.is_null() {
                inner.count_free(layout.size());
                inner.count_alloc(new_size);
                let old = (pointer.addr(), layout.size());
                inner.recorder.realloc(calls, old, (new.addr(), new_size));
            }
            new
        })
    }
}

/// Reallocates in place if talc can, otherwise into a new block.
///
/// # Safety
/// As [`GlobalAlloc::realloc`].
unsafe fn moved<P: Pages>(
    talc: &mut Talc<GrowingSource<P>, WasmBinning>,
    pointer: *mut u8,
    layout: Layout,
    new_size: usize,
) -> *mut u8 {
    // SAFETY: the caller's guarantees are those of this call.
    if unsafe { talc.try_realloc_in_place(pointer, layout, new_size) } {
        return pointer;
    }
    // SAFETY: the caller guarantees that the new size is valid with this alignment.
    let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
    // SAFETY: the caller guarantees a nonzero new size.
    let Some(new) = (unsafe { talc.allocate(new_layout) }) else {
        return core::ptr::null_mut();
    };
    // SAFETY: both blocks are live, do not overlap, and have at least this many bytes; the old
    // block is freed once.
    unsafe {
        new.as_ptr()
            .copy_from_nonoverlapping(pointer, layout.size().min(new_size));
        talc.deallocate(pointer, layout);
    }
    new.as_ptr()
}
