//! The sums of a capture's records.

use highwater_capture::{Header, Mark, Record, RecordOf, TotalsRecord};

use crate::checkpoints::Checkpoints;
use crate::collections::Collections;
use crate::contexts::Contexts;
use crate::frame_filter::{FrameFilter, Frames};
use crate::heap::Heap;
use crate::memory::Memory;
use crate::program::Program;
use crate::query::{Instant, InstantName, Query};
use crate::query_error::QueryError;
use crate::report_error::ReportError;
use crate::sizes::Sizes;
use crate::sums::{Measure, NodeSums};
use crate::symbols::Symbols;
use crate::timeline::{Sample, Timeline};
use crate::totals::Totals;
use crate::tree::{Tree, tree};

/// The sums of the records so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaptureState {
    pub(crate) header: Option<Header>,
    pub(crate) elapsed_ms: f64,
    pub(crate) memory: Memory,
    pub(crate) program: Program,
    pub(crate) timeline: Timeline,
    /// The collections up to the workload's end.
    pub(crate) collections: Collections,
    /// Whether the heap is kept by location: `heap`, `checkpoints` and `sizes`.
    pub(crate) keeps_locations: bool,
    pub(crate) contexts: Contexts,
    pub(crate) heap: Heap,
    pub(crate) checkpoints: Checkpoints,
    pub(crate) sizes: Sizes,
    /// What the native frames are called, where that is known.
    pub(crate) symbols: Symbols,
    /// How things stood when the workload had ended, with everything still held.
    pub(crate) end: Option<End>,
    /// Whether all that the workload held has been released.
    pub(crate) released: bool,
    /// The difference between the sums and what the allocator says of itself, where there is
    /// one.
    pub(crate) totals_fault: Option<ReportError>,
    pub(crate) failed: Option<ReportError>,
}

/// How things stood when the workload had ended.
#[derive(Debug, Clone)]
pub(crate) struct End {
    pub(crate) sample: Sample,
    pub(crate) memory: Memory,
    pub(crate) program: Program,
    pub(crate) sums: Vec<NodeSums>,
    pub(crate) sizes: Sizes,
}

impl CaptureState {
    /// The frames that a query shows.
    pub(crate) fn frame_filter<'a>(
        &'a self,
        query: &'a Query,
    ) -> Result<FrameFilter<'a>, QueryError> {
        if query.frames == Frames::Native && self.build().is_none() {
            return Err(QueryError::NotNative);
        }
        Ok(FrameFilter {
            frames: query.frames,
            hide: &query.hide,
            only: query.only.as_deref(),
            symbols: &self.symbols,
        })
    }

    /// The build that the code offsets of native frames are of, where there are any.
    pub(crate) fn build(&self) -> Option<&str> {
        self.program.settings.get("build").map(String::as_str)
    }

    /// The ticks at an instant, and the sums of each node then.
    pub(crate) fn at(&self, instant: Instant) -> Result<(u64, Vec<NodeSums>), QueryError> {
        let end = |end: &End| (end.program.ticks(), end.sums.clone());
        let now = || (self.ticks(), self.heap.sums());
        match instant {
            Instant::Named(InstantName::Peak) => {
                Ok((self.workload().0.peak_ticks, self.heap.at_peak()))
            }
            Instant::Named(InstantName::End) => Ok(self.end.as_ref().map_or_else(now, end)),
            Instant::Named(InstantName::Released) if self.released => Ok(now()),
            Instant::Named(InstantName::Released) => Err(QueryError::NotReached(instant)),
            Instant::Ticks(ticks) if ticks >= self.ticks_at_end() => {
                Ok(self.end.as_ref().map_or_else(now, end))
            }
            Instant::Ticks(ticks) => {
                let checkpoint = self
                    .checkpoints
                    .at(ticks)
                    .ok_or(QueryError::NotReached(instant))?;
                Ok((checkpoint.ticks, checkpoint.sums.clone()))
            }
        }
    }

    /// The ticks at the workload's end, or so far.
    pub(crate) fn ticks_at_end(&self) -> u64 {
        self.end
            .as_ref()
            .map_or_else(|| self.ticks(), |end| end.program.ticks())
    }

    /// The tree of what each node adds up to.
    pub(crate) fn tree<M: Measure>(&self, measures: &[M], filter: &FrameFilter<'_>) -> Tree<M> {
        tree(&self.contexts, measures, filter)
    }

    /// The totals at the workload's end, or so far.
    pub(crate) fn totals(&self) -> Totals<'_> {
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
    pub(crate) fn apply(&mut self, header: Header, record: &Record<'_>) -> Result<(), ReportError> {
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
    pub(crate) fn workload(&self) -> (&Memory, &Sizes) {
        let now = (&self.memory, &self.sizes);
        let end = self.end.as_ref();
        end.map_or(now, |end| (&end.memory, &end.sizes))
    }

    /// Why the last record could not be taken into account.
    #[cold]
    #[inline(never)]
    fn fault(&self) -> ReportError {
        self.totals_fault.unwrap_or(ReportError::Contradiction)
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

    pub(crate) fn traced(&self) -> bool {
        self.header.is_some_and(|header| header.traced)
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
    pub(crate) fn curve(&self) -> Vec<Sample> {
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
            self.totals_fault = Some(ReportError::Totals { what, summed, said });
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
