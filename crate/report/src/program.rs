//! The program's own counters, and the facts of its run.

use std::collections::BTreeMap;

use highwater_capture::{Counter, PhaseRecord, Record, RecordOf};

use crate::result::PhaseResult;

/// The most facts and phases that are kept: a hostile capture could hold any number.
const MOST_KEPT: usize = 64;

/// The settings and other facts that a capture tells of its run, by name.
pub type Settings = BTreeMap<String, String>;

/// What the program has told of itself so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Program {
    counters: [u64; Counter::ALL.len()],
    /// The most instances alive.
    pub peak_instances: u64,
    /// The phases that have ended.
    pub phases: Vec<PhaseResult>,
    /// The facts of the run.
    pub settings: Settings,
    /// Hits and misses at the end of the phase before.
    phase_base: (u64, u64),
    /// Whether the tracer's tree of contexts was too small.
    pub truncated: bool,
}

impl Program {
    /// How a counter stands.
    pub fn counter(&self, counter: Counter) -> u64 {
        self.counters[counter as usize]
    }

    /// Takes a record into account. Answers `None` when a counter falls below zero or does not
    /// fit, or when the record is more than can be kept.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Option<()> {
        match *record {
            RecordOf::Count { counter, delta } => {
                let value = &mut self.counters[counter as usize];
                *value = value.checked_add_signed(delta)?;
                if counter == Counter::Instances {
                    self.peak_instances = self.peak_instances.max(*value);
                }
            }
            RecordOf::Meta { key, value } => {
                if self.settings.len() == MOST_KEPT {
                    return None;
                }
                self.settings.insert(key.to_string(), value.to_string());
            }
            RecordOf::Phase(ref phase) => self.phase(phase)?,
            RecordOf::Truncated => self.truncated = true,
            _ => (),
        }
        Some(())
    }

    fn phase(&mut self, phase: &PhaseRecord) -> Option<()> {
        if self.phases.len() == MOST_KEPT {
            return None;
        }
        let (hits, misses) = (self.counter(Counter::Hits), self.counter(Counter::Misses));
        let (hits_before, misses_before) = self.phase_base;
        self.phase_base = (hits, misses);
        self.phases.push(PhaseResult {
            range: phase.range,
            hits: hits.checked_sub(hits_before)?,
            misses: misses.checked_sub(misses_before)?,
            currsize: phase.currsize,
            last_digits: PhaseResult::by_digit(phase.last_digits),
        });
        Some(())
    }
}
