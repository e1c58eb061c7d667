//! The sums of a capture's records.

use highwater_capture::{Header, Mark, Record, RecordOf, TotalsRecord};

use crate::capture_error::CaptureError;
use crate::checkpoints::Checkpoints;
use crate::collections::{Collection, Collections};
use crate::contexts::Contexts;
use crate::heap::Heap;
use crate::memory::Memory;
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
    /// Whether the heap is kept by location: `heap`, `checkpoints` and `sizes`.
    keeps_locations: bool,
    contexts: Contexts,
    heap: Heap,
    checkpoints: Checkpoints,
    sizes: Sizes,
    /// How things stood when the workload had ended, with everything still held.
    end: Option<End>,
    /// Whether all that the workload held has been released.
    released: bool,
    /// The difference between the sums and what the allocator says of itself, where there is
    /// one.
    totals_fault: Option<CaptureError>,
    pub(crate) failed: Option<CaptureError>,
}

/// How things stood when the workload had ended.
#[derive(Debug, Clone)]
struct End {
    sample: Sample,
    memory: Memory,
    program: Program,
    sums: Vec<NodeSums>,
    sizes: Sizes,
}

impl CaptureState {
    /// The state before the first record, of a capture whose heap is kept by location.
    pub(crate) fn with_locations() -> Self {
        Self {
            keeps_locations: true,
            ..Self::default()
        }
    }

    /// Whether the heap is kept by location.
    pub fn keeps_locations(&self) -> bool {
        self.keeps_locations
    }

    /// Whether each allocation was recorded.
    pub fn traced(&self) -> bool {
        self.header.is_some_and(|header| header.traced)
    }

    /// The build that the code offsets of native frames are of, where there are any.
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

    /// The garbage collections up to the workload's end, in the order of time.
    pub fn collections(&self) -> &[Collection] {
        self.collections.entries()
    }

    /// The sums of each node now.
    pub fn sums(&self) -> Vec<NodeSums> {
        self.heap.sums()
    }

    /// The temporary allocations of each node: those that at their free were still among the
    /// `threshold + 1` most recent allocations.
    pub fn temporary(&self, threshold: usize) -> Vec<Sum> {
        self.heap.temporary(threshold)
    }

    /// The ticks at the high-water mark, and the sums of each node then.
    pub fn at_peak(&self) -> (u64, Vec<NodeSums>) {
        (self.workload().0.peak_ticks, self.heap.at_peak())
    }

    /// The ticks at the workload's end, or so far, and the sums of each node then.
    pub fn at_end(&self) -> (u64, Vec<NodeSums>) {
        match &self.end {
            Some(end) => (end.program.ticks(), end.sums.clone()),
            None => self.at_present(),
        }
    }

    /// The ticks when all that the workload held has been released, and the sums of each node
    /// then; `None` before.
    pub fn at_release(&self) -> Option<(u64, Vec<NodeSums>)> {
        self.released.then(|| self.at_present())
    }

    /// The ticks at the last instant kept that is not after this many ticks, and the sums of
    /// each node then; `None` where nothing is kept.
    pub fn at_ticks(&self, ticks: u64) -> Option<(u64, Vec<NodeSums>)> {
        if ticks >= self.ticks_at_end() {
            return Some(self.at_end());
        }
        let checkpoint = self.checkpoints.at(ticks)?;
        Some((checkpoint.ticks, checkpoint.sums.clone()))
    }

    /// The ticks so far, and the sums of each node now.
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
        // The frequent records first: where the kind is known, the rest of this falls away. It
        // must be short to become part of the loop that reads them.
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

    /// Takes an allocation into account. Answers `None` when it contradicts what was before.
    // Not part of its callers, which are then small enough to be part of theirs.
    #[inline(never)]
    fn alloc(&mut self, node: u32, address: u64, size: u64) -> Option<()> {
        let ticks = self.ticks();
        if self.keeps_locations {
            self.checkpoint(ticks);
            self.heap.alloc(node, address, size)?;
            self.sizes.add(size)?;
        }
        if self.memory.alloc(size, ticks)? && self.keeps_locations {
            self.heap.is_at_peak();
        }
        self.sample();
        Some(())
    }

    /// Takes a free into account. Answers `None` when it contradicts what was before.
    #[inline(never)]
    fn free(&mut self, address: u64, size: u64) -> Option<()> {
        if self.keeps_locations {
            self.checkpoint(self.ticks());
            self.heap.free(address, size)?;
        }
        self.memory.free(size)?;
        self.sample();
        Some(())
    }

    /// The heap and the sizes of its allocations as the workload has left them; its release can
    /// only be higher by what it takes itself.
    pub fn workload(&self) -> (&Memory, &Sizes) {
        let now = (&self.memory, &self.sizes);
        let end = self.end.as_ref();
        end.map_or(now, |end| (&end.memory, &end.sizes))
    }

    /// Why the last record could not be taken into account.
    #[cold]
    #[inline(never)]
    fn fault(&self) -> CaptureError {
        self.totals_fault.unwrap_or(CaptureError::Contradiction)
    }

    /// Takes a record that is not a frequent one into account. Answers `None` when it contradicts
    /// those before.
    #[inline(never)]
    fn apply_other(&mut self, record: &Record<'_>) -> Option<()> {
        match record {
            // One instant for the timeline: how things stand between its free and its
            // allocation is never seen.
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => {
                let ticks = self.ticks();
                if self.keeps_locations {
                    self.checkpoint(ticks);
                    self.heap.free(*old_address, *old_size)?;
                    self.heap.alloc(*node, *address, *size)?;
                    self.sizes.add(*size)?;
                }
                self.memory.free(*old_size)?;
                if self.memory.alloc(*size, ticks)? && self.keeps_locations {
                    self.heap.is_at_peak();
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
            RecordOf::Mark(Mark::Released) => self.released = true,
            _ => self.program.apply(record)?,
        }
        Some(())
    }

    fn ticks(&self) -> u64 {
        self.program.ticks()
    }

    /// The program's own memory is measured from here on: what it started with has its curve and its
    /// peak behind it.
    fn ready(&mut self) {
        self.memory.begin_peak(self.ticks());
        self.heap.is_at_peak();
        self.timeline = Timeline::default();
        self.sample();
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

    /// Keeps how the heap stands, before the record that comes, when that is due.
    #[inline]
    fn checkpoint(&mut self, ticks: u64) {
        if self.checkpoints.is_due(ticks) && self.end.is_none() {
            self.checkpoints.keep(ticks, self.heap.sums());
        }
    }

    /// Puts how things stand on the timeline, where it needs that, until the workload's end.
    #[inline]
    fn sample(&mut self) {
        let ticks = self.ticks();
        if self.end.is_none() && self.timeline.needs(ticks, self.memory.live) {
            let (memory, program, elapsed_ms) = (&self.memory, &self.program, self.elapsed_ms);
            self.timeline
                .add_with(ticks, || sample(memory, program, elapsed_ms));
        }
    }

    /// How things stand.
    fn now(&self) -> Sample {
        sample(&self.memory, &self.program, self.elapsed_ms)
    }

    /// The curve up to the workload's end; nothing before the first record of memory.
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

    /// Compares the sums with what the allocator says of itself, or takes that over where the
    /// capture has no memory records. Answers `None` when they differ or it cannot be.
    fn compare(&mut self, said: TotalsRecord) -> Option<()> {
        let begins = self.memory.allocations == 0 && said.allocations == 0;
        if begins || !self.traced() {
            self.memory.take_over(&said)?;
        }
        if let Some((what, summed, said)) = self.memory.difference(&said) {
            self.totals_fault = Some(CaptureError::Totals { what, summed, said });
            return None;
        }
        self.sample();
        Some(())
    }
}

/// How things stand, of these.
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
