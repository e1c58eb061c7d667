//! The program's own counters, causes and phases, and the facts of its run.

use std::collections::BTreeMap;

use highwater_capture::{Counter, CounterRole, MAX_COUNTERS, MAX_DRAWN, Record, RecordOf};

/// The most facts, phases, and fields of a phase that are stored: a hostile capture could hold any
/// number.
const MOST_STORED: usize = 64;

/// The settings and other facts that a capture has of its run, by name.
pub type Settings = BTreeMap<String, String>;

/// The place of the ticks among the values of the counters. Behind it are the drawn counters, and
/// behind those the totals, so that a sample of a timeline finds its values at fixed places.
const TICKS: usize = 0;
const DRAWN: usize = TICKS + 1;
const TOTALS: usize = DRAWN + MAX_DRAWN;
const PLACES: usize = TOTALS + MAX_COUNTERS;

/// The name of the ticks where the program defines no such counter.
const UNNAMED_TICKS: &str = "ticks";

/// A counter that the program has defined.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DefinedCounter {
    name: String,
    role: CounterRole,
}

/// A counter of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CounterTotal<'a> {
    /// Its name.
    pub name: &'a str,
    /// The use that a reader makes of it.
    pub role: CounterRole,
    /// Its value.
    pub value: u64,
    /// Its most so far, as far as the capture has its changes: all of them where its role is
    /// [`CounterRole::Exact`].
    pub peak: u64,
}

/// A phase of the workload that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// Its numbers, by name and in the order of the capture.
    pub fields: Vec<(String, u64)>,
    /// The values of all counters at its end, by name.
    pub counters: Vec<(String, u64)>,
}

impl Phase {
    /// A field by its name, 0 where there is none.
    pub fn field(&self, name: &str) -> u64 {
        value_of(&self.fields, name)
    }

    /// The value of a counter at the phase's end by its name, 0 where there is none.
    pub fn counter(&self, name: &str) -> u64 {
        value_of(&self.counters, name)
    }
}

fn value_of(values: &[(String, u64)], name: &str) -> u64 {
    let found = values.iter().find(|(of, _)| of == name);
    found.map_or(0, |(_, value)| *value)
}

/// The program, as far as the capture has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    counters: Vec<DefinedCounter>,
    /// Of each counter, its place in `values` and `peaks`.
    places: [u8; MAX_COUNTERS],
    values: [u64; PLACES],
    peaks: [u64; PLACES],
    /// The names of the causes, by their numbers.
    pub causes: Vec<String>,
    /// The phases that have ended.
    pub phases: Vec<Phase>,
    /// The fields of the phase that ends next.
    fields: Vec<(String, u64)>,
    /// The facts of the run.
    pub settings: Settings,
    /// Whether the tracer's tree of contexts was too small.
    pub truncated: bool,
}

impl Default for Program {
    fn default() -> Self {
        Self {
            counters: Vec::new(),
            places: [0; MAX_COUNTERS],
            values: [0; PLACES],
            peaks: [0; PLACES],
            causes: Vec::new(),
            phases: Vec::new(),
            fields: Vec::new(),
            settings: Settings::default(),
            truncated: false,
        }
    }
}

impl Program {
    /// The ticks of the run's clock so far: its x axis.
    #[inline]
    pub fn ticks(&self) -> u64 {
        self.values[TICKS]
    }

    /// The name of the ticks, such as `calls`.
    pub fn ticks_name(&self) -> &str {
        let mut counters = self.counters.iter();
        let ticks = counters.find(|counter| counter.role == CounterRole::Ticks);
        ticks.map_or(UNNAMED_TICKS, |counter| &counter.name)
    }

    /// The name of one of the ticks, such as `call`.
    pub fn tick_name(&self) -> &str {
        let name = self.ticks_name();
        name.strip_suffix('s').unwrap_or(name)
    }

    /// The values of the drawn counters, in the order of their definitions.
    #[inline]
    pub(crate) fn drawn(&self) -> [u64; MAX_DRAWN] {
        std::array::from_fn(|index| self.values[DRAWN + index])
    }

    /// The index of a drawn counter among the [values of a sample](crate::Sample::drawn), by its
    /// name.
    pub fn drawn_index(&self, name: &str) -> Option<usize> {
        let mut drawn = self.counters.iter().filter(|one| one.role.is_drawn());
        drawn.position(|counter| counter.name == name)
    }

    /// The counters, in the order of their definitions.
    pub fn counters(&self) -> impl Iterator<Item = CounterTotal<'_>> {
        let total = |(counter, place): (&'_ DefinedCounter, &u8)| {
            let place = usize::from(*place);
            (counter.role, self.values[place], self.peaks[place])
        };
        self.counters.iter().zip(&self.places).map(move |pair| {
            let (role, value, peak) = total(pair);
            CounterTotal {
                name: &pair.0.name,
                role,
                value,
                peak,
            }
        })
    }

    /// The value of a counter by its name, 0 where there is none.
    pub fn counter(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |counter| counter.value)
    }

    /// The most of a counter by its name, 0 where there is none.
    pub fn peak(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |counter| counter.peak)
    }

    fn find(&self, name: &str) -> Option<CounterTotal<'_>> {
        self.counters().find(|counter| counter.name == name)
    }

    /// Takes a change of a counter into account. Answers `None` when the counter falls below zero
    /// or does not fit.
    #[inline]
    pub(crate) fn count(&mut self, counter: Counter, delta: i64) -> Option<()> {
        let place = self.places[usize::from(counter.number()) % MAX_COUNTERS];
        let value = self.values.get_mut(usize::from(place))?;
        *value = value.checked_add_signed(delta)?;
        let peak = &mut self.peaks[usize::from(place)];
        *peak = (*peak).max(*value);
        Some(())
    }

    /// Takes a record other than a change of a counter into account. Answers `None` when it is
    /// more than can be stored, or defines a counter that there cannot be.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Option<()> {
        match *record {
            RecordOf::CounterDefinition { role, name } => self.define(role, name)?,
            RecordOf::CauseDefinition { name } => self.causes.push(name.to_string()),
            RecordOf::Meta { key, value } => {
                if self.settings.len() == MOST_STORED {
                    return None;
                }
                self.settings.insert(key.to_string(), value.to_string());
            }
            RecordOf::PhaseField { name, value } => {
                if self.fields.len() == MOST_STORED {
                    return None;
                }
                self.fields.push((name.to_string(), value));
            }
            RecordOf::Phase { name } => self.end_phase(name)?,
            RecordOf::Truncated => self.truncated = true,
            _ => (),
        }
        Some(())
    }

    fn define(&mut self, role: CounterRole, name: &str) -> Option<()> {
        let like = |wanted: fn(CounterRole) -> bool| {
            let counters = self.counters.iter();
            counters.filter(|counter| wanted(counter.role)).count()
        };
        let (first, before, most) = match role {
            CounterRole::Ticks => (TICKS, like(|role| role == CounterRole::Ticks), 1),
            CounterRole::Drawn | CounterRole::Exact => {
                (DRAWN, like(CounterRole::is_drawn), MAX_DRAWN)
            }
            CounterRole::Total => (
                TOTALS,
                like(|role| role == CounterRole::Total),
                MAX_COUNTERS,
            ),
        };
        if before == most {
            return None;
        }
        *self.places.get_mut(self.counters.len())? = u8::try_from(first + before).ok()?;
        self.counters.push(DefinedCounter {
            name: name.to_string(),
            role,
        });
        Some(())
    }

    fn end_phase(&mut self, name: &str) -> Option<()> {
        if self.phases.len() == MOST_STORED {
            return None;
        }
        let counters = self.counters();
        let counters = counters.map(|counter| (counter.name.to_string(), counter.value));
        let counters = counters.collect();
        self.phases.push(Phase {
            name: name.to_string(),
            fields: std::mem::take(&mut self.fields),
            counters,
        });
        Some(())
    }
}
