//! The sums of a capture's records.

use highwater_capture::{Header, Mark, Record, RecordOf, TotalsRecord};

use crate::capture_error::CaptureError;
use crate::checkpoints::Checkpoints;
use crate::collections::{Collection, Collections};
use crate::contexts::Contexts;
use crate::heap::Heap;
use crate::memory::Memory;
use crate::names::has_valid_names;
use crate::program::Program;
use crate::sizes::Sizes;
use crate::sums::{NodeSums, Sum};
use crate::timeline::{Sample, Timeline};
use crate::totals::Totals;

/// The sums of the records so far.
#[derive(Debug, Clone, Default)]
pub struct CaptureState {
    header: Option<Header>,
    pub(crate) elapsed_ms: f64,
    memory: Memory,
    program: Program,
    timeline: Timeline,
    /// The collections up to the workload's end.
    collections: Collections,
    /// True if the heap is stored by location: `heap`, `checkpoints` and `sizes`.
    stores_locations: bool,
    contexts: Contexts,
    heap: Heap,
    checkpoints: Checkpoints,
    sizes: Sizes,
    /// The state at the workload's end, before the release of its memory.
    end: Option<End>,
    /// True from the beginning of the workload's callbacks and finalizers at its end.
    ending: bool,
    /// True after the release of the workload's memory.
    released: bool,
    /// The reason for not applying the last record, unless it contradicts earlier ones.
    fault: Option<CaptureError>,
    pub(crate) failed: Option<CaptureError>,
}

/// The state at the workload's end.
#[derive(Debug, Clone)]
struct End {
    sample: Sample,
    memory: Memory,
    program: Program,
    sums: Vec<NodeSums>,
    sizes: Sizes,
}

impl CaptureState {
    /// The state before the first record, for storing the heap by location.
    pub(crate) fn with_locations() -> Self {
        Self {
            stores_locations: true,
            ..Self::default()
        }
    }

    /// Returns `true` if the heap is stored by location.
    pub fn stores_locations(&self) -> bool {
        self.stores_locations
    }

    /// Returns `true` if the capture has a record for each allocation.
    pub fn traced(&self) -> bool {
        self.header.is_some_and(|header| header.traced)
    }

    /// The build that the code offsets of native frames belong to, if there are any.
    pub fn build(&self) -> Option<&str> {
        self.program.settings.get("build").map(String::as_str)
    }

    /// The heap so far.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The program so far.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The calling-context tree so far.
    pub fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// The garbage collections up to the workload's end, in chronological order.
    pub fn collections(&self) -> &[Collection] {
        self.collections.entries()
    }

    /// The current sums of each node.
    pub fn sums(&self) -> Vec<NodeSums> {
        self.heap.sums()
    }

    /// The temporary allocations of each node: those among the `threshold + 1` most recent
    /// allocations at their free.
    pub fn temporary(&self, threshold: usize) -> Vec<Sum> {
        self.heap.temporary(threshold)
    }

    /// The ticks at the high-water mark, and the sums of each node at it.
    pub fn at_peak(&self) -> (u64, Vec<NodeSums>) {
        (self.workload().0.peak_ticks, self.heap.at_peak())
    }

    /// The ticks and the sums of each node at the workload's end, or so far.
    pub fn at_end(&self) -> (u64, Vec<NodeSums>) {
        match &self.end {
            Some(end) => (end.program.ticks(), end.sums.clone()),
            None => self.at_present(),
        }
    }

    /// The ticks and the sums of each node after the release of the workload's memory; `None`
    /// before.
    pub fn at_release(&self) -> Option<(u64, Vec<NodeSums>)> {
        self.released.then(|| self.at_present())
    }

    /// The ticks and the sums of each node at the last stored instant up to this number of ticks;
    /// `None` if nothing is stored.
    pub fn at_ticks(&self, ticks: u64) -> Option<(u64, Vec<NodeSums>)> {
        if ticks >= self.ticks_at_end() {
            return Some(self.at_end());
        }
        let checkpoint = self.checkpoints.at(ticks)?;
        Some((checkpoint.ticks, checkpoint.sums.clone()))
    }

    /// The ticks and the sums of each node so far.
    fn at_present(&self) -> (u64, Vec<NodeSums>) {
        (self.ticks(), self.heap.sums())
    }

    /// The ticks at the workload's end, or so far.
    pub fn ticks_at_end(&self) -> u64 {
        self.end
            .as_ref()
            .map_or_else(|| self.ticks(), |end| end.program.ticks())
    }

    /// The totals at the workload's end, or so far.
    pub fn totals(&self) -> Totals<'_> {
        let now = (&self.memory, &self.program);
        let end = self.end.as_ref();
        let (memory, program) = end.map_or(now, |end| (&end.memory, &end.program));
        Totals {
            memory,
            program,
            collections: self.collections.totals,
            is_traced: self.traced(),
            is_native: self.build().is_some(),
        }
    }

    #[inline]
    pub(crate) fn apply(
        &mut self,
        header: Header,
        record: &Record<'_>,
    ) -> Result<(), CaptureError> {
        if self.header.is_none() {
            self.begin(header);
        }
        // Frequent records come first, so that the rest is skipped if the kind is known. The
        // function must be short enough for inlining into the reading loop.
        let applied = match *record {
            RecordOf::Alloc {
                node,
                address,
                size,
            } => self.alloc(node, address, size),
            RecordOf::Free { address, size, .. } => self.free(address, size),
            RecordOf::Count { counter, delta } => self.program.count(counter, delta),
            _ => self.apply_other(record),
        };
        match applied {
            Some(()) => Ok(()),
            None => Err(self.fault()),
        }
    }

    #[cold]
    fn begin(&mut self, header: Header) {
        self.header = Some(header);
        self.heap = Heap::new(header.address_shift);
    }

    /// Applies an allocation. Returns `None` if it contradicts earlier records.
    // Not inlined, so that its callers are small enough for inlining.
    #[inline(never)]
    fn alloc(&mut self, node: u32, address: u64, size: u64) -> Option<()> {
        let ticks = self.ticks();
        if self.stores_locations {
            self.checkpoint(ticks);
            self.heap.alloc(node, address, size)?;
            self.sizes.add(size)?;
        }
        if self.memory.alloc(size, ticks)? {
            self.note_peak();
        }
        self.sample();
        Some(())
    }

    /// Stores the present state as that of the peak.
    fn note_peak(&mut self) {
        if self.stores_locations {
            self.heap.is_at_peak();
        }
        if self.ending {
            self.peak_at_end();
        }
    }

    /// Moves the end of the curve, and its peak, to an allocation of a callback or a finalizer.
    #[cold]
    fn peak_at_end(&mut self) {
        let now = self.now();
        if let Some(end) = &mut self.end {
            self.timeline.add(end.sample);
            end.sample = now;
            end.memory = Memory {
                live: end.memory.live,
                ..self.memory
            };
        }
    }

    /// Applies a free. Returns `None` if it contradicts earlier records.
    #[inline(never)]
    fn free(&mut self, address: u64, size: u64) -> Option<()> {
        if self.stores_locations {
            self.checkpoint(self.ticks());
            self.heap.free(address, size)?;
        }
        self.memory.free(size)?;
        self.sample();
        Some(())
    }

    /// The heap and the sizes of its allocations at the workload's end, or so far: allocations of
    /// the release are not included.
    pub fn workload(&self) -> (&Memory, &Sizes) {
        let now = (&self.memory, &self.sizes);
        let end = self.end.as_ref();
        end.map_or(now, |end| (&end.memory, &end.sizes))
    }

    /// The reason for not applying the last record.
    #[cold]
    #[inline(never)]
    fn fault(&self) -> CaptureError {
        self.fault.unwrap_or(CaptureError::Contradiction)
    }

    /// Applies a record of an infrequent kind. Returns `None` if it contradicts earlier records.
    #[inline(never)]
    fn apply_other(&mut self, record: &Record<'_>) -> Option<()> {
        match record {
            // One instant for the timeline: the state between the free and the allocation does not
            // occur.
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => {
                let ticks = self.ticks();
                if self.stores_locations {
                    self.checkpoint(ticks);
                    self.heap.free(*old_address, *old_size)?;
                    self.heap.alloc(*node, *address, *size)?;
                    self.sizes.add(*size)?;
                }
                self.memory.free(*old_size)?;
                if self.memory.alloc(*size, ticks)? {
                    self.note_peak();
                }
                self.sample();
            }
            RecordOf::Grow { pages } => {
                self.memory.grow(*pages)?;
                self.sample();
            }
            RecordOf::Node { .. } | RecordOf::Frame { .. } => self.contexts.apply(record)?,
            RecordOf::Totals(said) => self.compare(*said)?,
            RecordOf::Collection(_) if self.end.is_some() => (),
            RecordOf::Collection(collection) => {
                let ticks = self.ticks();
                self.collections.add(ticks, collection)?;
            }
            RecordOf::Mark(Mark::Ready) => self.ready(),
            RecordOf::Mark(Mark::End) => self.end(),
            RecordOf::Mark(Mark::Ending) => self.begin_ending(),
            RecordOf::Mark(Mark::Released) => self.released = true,
            _ if !has_valid_names(record) => {
                self.fault = Some(CaptureError::Name);
                return None;
            }
            _ => self.program.apply(record)?,
        }
        Some(())
    }

    fn ticks(&self) -> u64 {
        self.program.ticks()
    }

    /// Starts measuring the program: the curve and the peak of its host's start are dropped.
    fn ready(&mut self) {
        self.memory.begin_peak(self.ticks());
        self.heap.is_at_peak();
        self.timeline = Timeline::default();
        self.sample();
    }

    fn begin_ending(&mut self) {
        self.ending = true;
        self.heap.begin_ending();
    }

    fn end(&mut self) {
        self.heap.end();
        self.end = Some(End {
            sample: self.now(),
            memory: self.memory,
            program: self.program.clone(),
            sums: self.heap.sums(),
            sizes: self.sizes.clone(),
        });
    }

    /// Stores the heap before the next record, if a checkpoint is due.
    #[inline]
    fn checkpoint(&mut self, ticks: u64) {
        if self.checkpoints.is_due(ticks) && self.end.is_none() {
            self.checkpoints.keep(ticks, self.heap.sums());
        }
    }

    /// Adds the current state to the timeline if needed, until the workload's end.
    #[inline]
    fn sample(&mut self) {
        let ticks = self.ticks();
        if self.end.is_none() && self.timeline.needs(ticks, self.memory.live) {
            let (memory, program, elapsed_ms) = (&self.memory, &self.program, self.elapsed_ms);
            self.timeline
                .add_with(ticks, || sample(memory, program, elapsed_ms));
        }
    }

    /// The current state as a sample.
    fn now(&self) -> Sample {
        sample(&self.memory, &self.program, self.elapsed_ms)
    }

    /// The curve up to the workload's end; empty before the first memory record.
    pub fn curve(&self) -> Vec<Sample> {
        if self.timeline == Timeline::default() {
            return Vec::new();
        }
        self.timeline.samples(
            self.end
                .as_ref()
                .map_or_else(|| self.now(), |end| end.sample),
        )
    }

    /// Compares the sums with the allocator's totals, or adopts the totals if the capture has no
    /// memory records. Returns `None` if they differ or are invalid.
    fn compare(&mut self, said: TotalsRecord) -> Option<()> {
        let begins = self.memory.allocations == 0 && said.allocations == 0;
        if begins || !self.traced() {
            self.memory.adopt(&said)?;
        }
        if let Some((what, summed, said)) = self.memory.difference(&said) {
            self.fault = Some(CaptureError::Totals { what, summed, said });
            return None;
        }
        self.sample();
        Some(())
    }
}

/// A sample of this state.
#[inline]
fn sample(memory: &Memory, program: &Program, elapsed_ms: f64) -> Sample {
    Sample {
        ticks: program.ticks(),
        live: memory.live,
        linear: memory.linear(),
        drawn: program.drawn(),
        elapsed_ms,
    }
}
