//! A capture being read.

use std::cmp::Reverse;
use std::fmt;

use highwater_capture::{Counter, DecodeError, Reader};

use crate::answer::{Answer, Change, Content, QueryError, changes_by_frame};
use crate::collections::Collection;
use crate::conclusion::{Conclusion, NoConclusion};
use crate::heap::{MOST_TEMPORARY_THRESHOLD, NodeSums, Sum};
use crate::memory::{Memory, PAGE_SIZE};
use crate::program::Program;
use crate::query::{Instant, InstantName, Kind, Query};
use crate::result::{CacheTotals, Instances, MemoryTotals, Outcome, RunResult};
use crate::state::State;
use crate::symbols::Symbols;
use crate::timeline::Sample;

/// Everything that is known of a run, from its capture.
#[derive(Debug, Clone, Default)]
pub struct Report {
    reader: Reader,
    pub(crate) state: State,
}

/// Why a capture cannot be reported on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportError {
    /// Its bytes are no capture, or damaged.
    Decode(DecodeError),
    /// Its records contradict each other: more is freed than was allocated, a counter falls
    /// below zero, or there are more facts than a run has.
    Contradiction,
    /// A sum of the memory records is not what the allocator said of itself.
    Totals {
        /// Which sum.
        what: &'static str,
        /// What the records add up to.
        summed: u64,
        /// What the allocator said.
        said: u64,
    },
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Contradiction => {
                write!(
                    f,
                    "the capture is damaged: its records contradict each other"
                )
            }
            Self::Totals { what, summed, said } => write!(
                f,
                "the capture is damaged: its records add up to {summed} {what}, and the allocator counted {said}"
            ),
        }
    }
}

impl std::error::Error for ReportError {}

impl Report {
    /// A report on a capture of which nothing has been read.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, of a report that also keeps the heap by location, and so can
    /// [answer](Self::answer) where the bytes were allocated. It takes longer to read, and
    /// memory for every 16 bytes of the heap: half a byte in most places.
    pub fn with_locations() -> Self {
        let state = State {
            keeps_locations: true,
            ..State::default()
        };
        Self {
            state,
            ..Self::default()
        }
    }

    /// Reads the next piece of the capture, cut anywhere. `elapsed_ms` is the wall time since
    /// the run began, in milliseconds.
    ///
    /// # Errors
    /// What is wrong with the capture; the report then stays as it was before the fault, and
    /// reads no more.
    pub fn feed(&mut self, piece: &[u8], elapsed_ms: f64) -> Result<(), ReportError> {
        let Self { reader, state } = self;
        state.elapsed_ms = elapsed_ms;
        let read = reader.feed(piece, |header, record| {
            if state.failed.is_none() {
                state.failed = state.apply(*header, record).err();
            }
        });
        state.failed.map_or(Ok(()), Err)?;
        read.map_err(ReportError::Decode)
    }

    /// Says that the capture has ended.
    ///
    /// # Errors
    /// That it ends inside a record, or what [`feed`](Self::feed) answered before.
    pub fn finish(&self) -> Result<(), ReportError> {
        self.state.failed.map_or(Ok(()), Err)?;
        self.reader.finish().map_err(ReportError::Decode)
    }

    /// How the run ended, where its capture has come to its end and tells that.
    ///
    /// # Errors
    /// That it does not.
    pub fn conclusion(&self) -> Result<Conclusion, NoConclusion> {
        self.finish().map_err(|_| NoConclusion)?;
        Conclusion::of(&self.state.program.settings)
    }

    /// The build that the code offsets of native frames are of; `None` where the run kept no
    /// native calls.
    pub fn build(&self) -> Option<&str> {
        self.state.build()
    }

    /// The code offsets of all native frames, each once, in their order.
    pub fn native_offsets(&self) -> Vec<u32> {
        self.state.contexts.native_offsets()
    }

    /// Says what native frames are called. Those of which nothing is said are shown by their
    /// offsets.
    pub fn set_symbols(&mut self, symbols: Symbols) {
        self.state.symbols = symbols;
    }

    /// The capture's length so far in bytes, as far as it has been read.
    pub fn bytes_read(&self) -> u64 {
        self.reader.offset()
    }

    /// The heap as it stands.
    pub fn memory(&self) -> &Memory {
        &self.state.memory
    }

    /// The program as it stands.
    pub fn program(&self) -> &Program {
        &self.state.program
    }

    /// The curve up to the workload's end, as a [timeline](crate::Timeline) keeps it.
    pub fn curve(&self) -> Vec<Sample> {
        self.state.curve()
    }

    /// The garbage collections up to the workload's end, in the order of time. They are at most
    /// 512: where there were more, neighbours are told as one.
    pub fn collections(&self) -> &[Collection] {
        self.state.collections.entries()
    }

    /// The result, of a run that ended so and took `duration_ms`.
    ///
    /// It tells how things stood when the workload had ended; of a run that did not come so
    /// far, how they stand.
    pub fn result(&self, outcome: Outcome, duration_ms: f64, error: Option<String>) -> RunResult {
        let state = &self.state;
        let now = (&state.memory, &state.program);
        let (memory, program) = state
            .end
            .as_ref()
            .map_or(now, |end| (&end.memory, &end.program));
        let setting = |key: &str| program.settings.get(key).cloned();
        let number = |key: &str| setting(key).and_then(|value| value.parse().ok());
        let ranges = setting("ranges").unwrap_or_default();
        let entries = program.counter(Counter::Entries);
        RunResult {
            policy: setting("policy").unwrap_or_default(),
            ranges: ranges
                .split(',')
                .filter_map(|range| range.parse().ok())
                .collect(),
            outcome,
            cache: CacheTotals {
                hits: program.counter(Counter::Hits),
                misses: program.counter(Counter::Misses),
                currsize: program
                    .phases
                    .last()
                    .map_or(entries, |phase| phase.currsize),
                maxsize: number("maxsize"),
                evictions: program.counter(Counter::Evictions),
                clears: program.counter(Counter::Clears),
            },
            memory: MemoryTotals {
                peak_live: memory.peak,
                peak_call: state.traced().then_some(memory.peak_calls),
                end_live: memory.live,
                linear: memory.linear(),
                baseline_linear: memory.baseline_pages * PAGE_SIZE,
                allocations: memory.allocations,
                deallocations: memory.deallocations,
                allocated_bytes: memory.allocated_bytes,
                growths: memory.growths,
                growth: setting("growth").unwrap_or_default(),
                hard_limit: number("hard-limit"),
                start_up: number("start-up"),
            },
            instances: Instances {
                peak: program.peak_instances,
                end: program.counter(Counter::Instances),
            },
            collections: state.collections.totals,
            calls: program.counter(Counter::Calls),
            phases: program.phases.clone(),
            duration_ms,
            traced: state.traced(),
            native: state.build().is_some(),
            error,
        }
    }
}

impl Report {
    /// Answers a question about the run.
    ///
    /// # Errors
    /// Why it has no answer.
    pub fn answer(&self, query: &Query) -> Result<Answer, QueryError> {
        let state = &self.state;
        if !state.keeps_locations {
            return Err(QueryError::NotKept);
        }
        if !state.traced() {
            return Err(QueryError::NotTraced);
        }
        let live_at = |instant: Instant| {
            let (calls, sums) = state.at(instant)?;
            Ok((
                calls,
                sums.iter().map(|sums| sums.live).collect::<Vec<Sum>>(),
            ))
        };
        let view = state.view(query)?;
        let asked = |default| live_at(query.at.unwrap_or(Instant::Named(default)));
        let content = |kind: Kind, sums: &[Sum]| state.content(kind, sums, &view);
        let temporary = |threshold| {
            if threshold > MOST_TEMPORARY_THRESHOLD {
                return Err(QueryError::Threshold(threshold));
            }
            Ok(content(query.kind, &state.heap.temporary(threshold)))
        };
        let (calls, content) = match query.kind {
            Kind::HighWaterMark
            | Kind::Leaks
            | Kind::Temporary
            | Kind::Stats
            | Kind::Tree
            | Kind::Summary
            | Kind::ByCause
            | Kind::At
            | Kind::Stack
                if query.between.is_some() =>
            {
                return Err(QueryError::Between(query.kind));
            }
            Kind::Stats => (
                state.calls_at_end(),
                Content::Stats(Box::new(state.stats(&view))),
            ),
            Kind::Difference | Kind::Table if query.between.is_some() => {
                let (before, after) = query.between.ok_or(QueryError::NoBetween)?;
                let (mut before, mut after) = (state.at(before)?, state.at(after)?);
                if age(&before) > age(&after) {
                    std::mem::swap(&mut before, &mut after);
                }
                let tree = state.tree(&changes(&before.1, &after.1), &view);
                let content = if query.kind == Kind::Table {
                    Content::DifferenceTable(changes_by_frame(&tree))
                } else {
                    Content::Difference((&tree).into())
                };
                (after.0, content)
            }
            Kind::Difference => return Err(QueryError::NoBetween),
            Kind::Temporary => (
                state.calls_at_end(),
                temporary(query.threshold.unwrap_or(1))?,
            ),
            Kind::Table | Kind::Tree | Kind::Summary if query.threshold.is_some() => (
                state.calls_at_end(),
                temporary(query.threshold.unwrap_or(1))?,
            ),
            Kind::HighWaterMark => {
                let (calls, sums) = live_at(Instant::Named(InstantName::Peak))?;
                (calls, content(query.kind, &sums))
            }
            Kind::Leaks => {
                let (calls, sums) = asked(InstantName::End)?;
                (calls, content(query.kind, &sums))
            }
            Kind::Stack if state.build().is_none() => return Err(QueryError::NotNative),
            Kind::Table | Kind::Tree | Kind::Summary | Kind::ByCause | Kind::At | Kind::Stack => {
                let (calls, sums) = asked(InstantName::Peak)?;
                (calls, content(query.kind, &sums))
            }
        };
        Ok(Answer {
            kind: query.kind,
            calls,
            content,
        })
    }
}

/// How late an instant is: by its calls, within a call by what had been allocated, and where
/// nothing was, by what had been freed.
fn age((calls, sums): &(u64, Vec<NodeSums>)) -> (u64, u64, Reverse<u64>) {
    let total = |count: fn(&NodeSums) -> u64| sums.iter().map(count).sum();
    let allocated = total(|sums| sums.allocated.count);
    let live = total(|sums| sums.live.count);
    (*calls, allocated, Reverse(live))
}

/// What changed at each node.
fn changes(before: &[NodeSums], after: &[NodeSums]) -> Vec<Change> {
    let none = NodeSums::default();
    let of = |node: usize| {
        let at = |sums: &[NodeSums]| sums.get(node).copied().unwrap_or(none);
        Change::between(at(before), at(after))
    };
    (0..before.len().max(after.len())).map(of).collect()
}
