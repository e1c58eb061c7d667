//! The record buffer, and the state needed to fill it.

use core::marker::PhantomData;

use highwater_capture::{
    CollectionRecord, Counter, Encoder, Header, Location, MAX_COUNTERS, MAX_RECORD,
    MAX_TEXT_RECORD, Mark, TotalsRecord,
};

use crate::contexts::{ContextEvent, Contexts};
use crate::native_stack::NativeStack;
use crate::sink::Sink;
use crate::vocabulary::{Sets, Vocabulary, bit};

/// The record buffer's size in bytes: some ten thousand records, so that passing it on is rare, and
/// small enough for a processor's cache. Smaller under Miri, which is slow.
const BUFFER: usize = if cfg!(miri) { 4 * 1024 } else { 64 * 1024 };

/// The alignment that talc gives to every allocation, as a logarithm.
const ADDRESS_SHIFT: u8 = {
    // A chunk unit is a few words: its logarithm fits in a byte.
    #[allow(clippy::cast_possible_truncation)]
    let shift = talc::base::CHUNK_UNIT.trailing_zeros() as u8;
    shift
};

#[derive(Debug)]
pub(crate) struct Recorder<S, N, V> {
    pub(crate) out: Buffer<S>,
    /// True if memory records are written.
    traced: bool,
    frames: u32,
    contexts: Contexts<N>,
    counters: [i64; MAX_COUNTERS],
    written: [i64; MAX_COUNTERS],
    changed: u32,
    vocabulary: PhantomData<V>,
}

/// The records not yet passed to the sink.
#[derive(Debug)]
pub(crate) struct Buffer<S> {
    pub(crate) sink: S,
    used: usize,
    encoder: Encoder,
    bytes: [u8; BUFFER],
}

impl<S: Sink> Buffer<S> {
    /// Starts a new capture and drops unwritten records.
    fn start(&mut self, header: Header) {
        self.encoder = Encoder::new(header.address_shift);
        let header = header.to_bytes();
        self.bytes[..header.len()].copy_from_slice(&header);
        self.used = header.len();
    }

    fn flush(&mut self) {
        if self.used > 0 {
            self.sink.records(&self.bytes[..self.used]);
            self.used = 0;
        }
    }

    /// Passes a window of the buffer to the encoder, after making room for it.
    #[inline]
    fn write(&mut self, write: impl FnOnce(&mut Encoder, &mut [u8; MAX_RECORD]) -> usize) {
        self.write_window(write);
    }

    fn write_text(
        &mut self,
        write: impl FnOnce(&mut Encoder, &mut [u8; MAX_TEXT_RECORD]) -> usize,
    ) {
        self.write_window(write);
    }

    #[inline]
    fn write_window<const LENGTH: usize>(
        &mut self,
        write: impl FnOnce(&mut Encoder, &mut [u8; LENGTH]) -> usize,
    ) {
        if self.used + LENGTH > BUFFER {
            self.flush();
        }
        if let Some(window) = self.bytes[self.used..].first_chunk_mut() {
            self.used += write(&mut self.encoder, window);
        }
    }

    fn write_context_event(&mut self, event: &ContextEvent) {
        match *event {
            ContextEvent::Node { parent, location } => {
                self.write(|encoder, out| encoder.node(out, parent, location));
            }
            ContextEvent::Truncated => self.write(Encoder::truncated),
        }
    }
}

impl<S: Sink, N: NativeStack, V: Vocabulary> Recorder<S, N, V> {
    // Evaluated at compile time for a static; only tests put it on a stack.
    #[allow(clippy::large_stack_arrays)]
    pub(crate) const fn new(sink: S, native: N) -> Self {
        Self {
            out: Buffer {
                sink,
                used: 0,
                // Replaced at the start of a capture. Zeros take no space in a module.
                encoder: Encoder::new(0),
                bytes: [0; BUFFER],
            },
            traced: false,
            frames: 0,
            contexts: Contexts::new(native),
            counters: [0; MAX_COUNTERS],
            written: [0; MAX_COUNTERS],
            changed: 0,
            vocabulary: PhantomData,
        }
    }

    /// Starts a new capture: clears contexts, frames and counters, and writes the header and the
    /// program's vocabulary.
    pub(crate) fn start(&mut self, traced: bool) {
        self.traced = traced;
        self.contexts.clear();
        self.frames = 0;
        (self.counters, self.written, self.changed) = ([0; MAX_COUNTERS], [0; MAX_COUNTERS], 0);
        self.out.start(Header {
            address_shift: ADDRESS_SHIFT,
            traced,
        });
        let () = Sets::<V>::CHECKED;
        for counter in V::COUNTERS {
            self.out.write_text(|encoder, out| {
                encoder.counter_definition(out, counter.role, counter.name)
            });
        }
        for cause in V::CAUSES {
            self.out
                .write_text(|encoder, out| encoder.cause_definition(out, cause));
        }
    }

    pub(crate) fn flush(&mut self) {
        self.out.flush();
    }

    /// Returns `true` if contexts include native calls.
    pub(crate) fn is_native(&self) -> bool {
        self.contexts.is_hybrid()
    }

    /// The node of the current context, with this number of native calls under way.
    #[inline]
    fn node(&mut self, calls: usize) -> u32 {
        let Self { out, contexts, .. } = self;
        contexts.current(calls, |event| out.write_context_event(&event))
    }

    #[inline]
    pub(crate) fn alloc(&mut self, calls: usize, address: usize, size: usize) {
        if self.traced {
            self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
            let node = self.node(calls);
            self.out
                .write(|encoder, out| encoder.alloc(out, node, address as u64, size as u64));
        }
    }

    #[inline]
    pub(crate) fn free(&mut self, address: usize, size: usize) {
        if self.traced {
            self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
            let node = self.contexts.latest();
            self.out
                .write(|encoder, out| encoder.free(out, node, address as u64, size as u64));
        }
    }

    pub(crate) fn realloc(&mut self, calls: usize, old: (usize, usize), new: (usize, usize)) {
        if self.traced {
            self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
            let node = self.node(calls);
            let wide = |(address, size): (usize, usize)| (address as u64, size as u64);
            self.out
                .write(|encoder, out| encoder.realloc(out, node, wide(old), wide(new)));
        }
    }

    #[cold]
    pub(crate) fn grow(&mut self, pages: usize) {
        self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
        self.out
            .write(|encoder, out| encoder.grow(out, pages as u64));
    }

    /// Writes the changed counters of the set `which`.
    #[inline]
    fn bring_up_to_date(&mut self, which: u32) {
        let mut changed = self.changed & which;
        if changed == 0 {
            return;
        }
        self.changed &= !changed;
        while changed != 0 {
            let index = changed.trailing_zeros() as usize % MAX_COUNTERS;
            let counter = Counter::ALL[index];
            let delta = self.counters[index].wrapping_sub(self.written[index]);
            self.written[index] = self.counters[index];
            if delta != 0 {
                self.out
                    .write(|encoder, out| encoder.count(out, counter, delta));
            }
            changed &= changed - 1;
        }
    }

    #[inline]
    pub(crate) fn count(&mut self, counter: Counter, delta: i64) {
        debug_assert!(
            usize::from(counter.number()) < V::COUNTERS.len(),
            "the program has no such counter"
        );
        // Numbers are below the maximum: the remainder avoids a bounds check.
        let index = usize::from(counter.number()) % MAX_COUNTERS;
        self.counters[index] = self.counters[index].wrapping_add(delta);
        self.changed |= bit(counter);
        if bit(counter) & Sets::<V>::EXACT != 0 {
            self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
        }
    }

    /// Writes all counters that have changed.
    pub(crate) fn checkpoint(&mut self) {
        self.bring_up_to_date(u32::MAX);
    }

    pub(crate) fn define_frame(&mut self, line: u32, function: &str, file: &str) -> Location {
        let frame = self.frames;
        self.frames += 1;
        self.out
            .write_text(|encoder, out| encoder.frame(out, line, function, file));
        Location::Frame(frame)
    }

    pub(crate) fn meta(&mut self, key: &str, value: &str) {
        self.out
            .write_text(|encoder, out| encoder.meta(out, key, value));
    }

    pub(crate) fn phase(&mut self, name: &str, fields: &[(&str, u64)]) {
        self.checkpoint();
        for &(name, value) in fields {
            self.out
                .write_text(|encoder, out| encoder.phase_field(out, name, value));
        }
        self.out.write_text(|encoder, out| encoder.phase(out, name));
    }

    pub(crate) fn collection(&mut self, collection: &CollectionRecord) {
        self.bring_up_to_date(Sets::<V>::BEFORE_MEMORY);
        self.out
            .write(|encoder, out| encoder.collection(out, collection));
    }

    pub(crate) fn mark(&mut self, mark: Mark, totals: &TotalsRecord) {
        self.totals(totals);
        self.out.write(|encoder, out| encoder.mark(out, mark));
    }

    pub(crate) fn totals(&mut self, totals: &TotalsRecord) {
        self.checkpoint();
        self.out.write(|encoder, out| encoder.totals(out, totals));
    }

    /// The number of native calls that led to the calling function; 0 without a native stack.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn calls(&self) -> usize {
        self.contexts.calls()
    }

    /// Enters a frame. `slot` is that of the native function that enters it.
    #[inline]
    pub(crate) fn enter(&mut self, location: Location, slot: usize) {
        if self.traced {
            let Self { out, contexts, .. } = self;
            contexts.enter(location, slot, |event| out.write_context_event(&event));
        }
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.contexts.leave();
    }
}
