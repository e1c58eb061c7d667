//! The program's counters, causes and phases, and the facts of its run.

use std::collections::BTreeMap;

use highwater_capture::{Counter, CounterRole, MAX_COUNTERS, MAX_DRAWN, Record, RecordOf};

/// The maximum numbers of facts, phases, and fields of a phase: a hostile capture could have any
/// number.
const MOST_STORED: usize = 64;

/// The settings and other facts of a run in its capture, by name.
pub type Settings = BTreeMap<String, String>;

/// The index of the ticks among the values of the counters. The drawn counters follow it, then the
/// totals, so that a sample of a timeline finds its values at fixed indices.
const TICKS: usize = 0;
const DRAWN: usize = TICKS + 1;
const TOTALS: usize = DRAWN + MAX_DRAWN;
const PLACES: usize = TOTALS + MAX_COUNTERS;

/// The name of the ticks if the program defines no such counter.
const UNNAMED_TICKS: &str = "ticks";

/// A counter defined by the program.
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
    /// Its use by readers.
    pub role: CounterRole,
    /// Its value.
    pub value: u64,
    /// Its maximum over the changes in the capture, which has all changes for the role
    /// [`CounterRole::Exact`].
    pub peak: u64,
}

/// A completed phase of the workload.
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
    /// A field by its name, 0 if missing.
    pub fn field(&self, name: &str) -> u64 {
        value_of(&self.fields, name)
    }

    /// The value of a counter at the phase's end by its name, 0 if missing.
    pub fn counter(&self, name: &str) -> u64 {
        value_of(&self.counters, name)
    }
}

fn value_of(values: &[(String, u64)], name: &str) -> u64 {
    let found = values.iter().find(|(of, _)| of == name);
    found.map_or(0, |(_, value)| *value)
}

/// The program, according to the capture read so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    counters: Vec<DefinedCounter>,
    /// The index of each counter in `values` and `peaks`.
    places: [u8; MAX_COUNTERS],
    values: [u64; PLACES],
    peaks: [u64; PLACES],
    /// The names of the causes, by their numbers.
    pub causes: Vec<String>,
    /// The completed phases.
    pub phases: Vec<Phase>,
    /// The fields of the phase that ends next.
    fields: Vec<(String, u64)>,
    /// The facts of the run.
    pub settings: Settings,
    /// True if the tracer's tree of contexts was full.
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
    /// The ticks of the run so far, its x axis.
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

    /// The name of a single tick, such as `call`.
    pub fn tick_name(&self) -> &str {
        let name = self.ticks_name();
        name.strip_suffix('s').unwrap_or(name)
    }

    /// The values of the drawn counters, in the order of their definitions.
    #[inline]
    pub(crate) fn drawn(&self) -> [u64; MAX_DRAWN] {
        std::array::from_fn(|index| self.values[DRAWN + index])
    }

    /// The index of a drawn counter among the [values of a sample](crate::Sample::drawn), by name.
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

    /// The value of a counter by its name, 0 if missing.
    pub fn counter(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |counter| counter.value)
    }

    /// The maximum of a counter by its name, 0 if missing.
    pub fn peak(&self, name: &str) -> u64 {
        self.find(name).map_or(0, |counter| counter.peak)
    }

    fn find(&self, name: &str) -> Option<CounterTotal<'_>> {
        self.counters().find(|counter| counter.name == name)
    }

    /// Applies a change of a counter. Returns `None` if the counter falls below zero or overflows.
    #[inline]
    pub(crate) fn count(&mut self, counter: Counter, delta: i64) -> Option<()> {
        let place = self.places[usize::from(counter.number()) % MAX_COUNTERS];
        let value = self.values.get_mut(usize::from(place))?;
        *value = value.checked_add_signed(delta)?;
        let peak = &mut self.peaks[usize::from(place)];
        *peak = (*peak).max(*value);
        Some(())
    }

    /// Applies a record other than a change of a counter. Returns `None` if a limit is exceeded or
    /// a definition is invalid.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Option<()> {
        match *record {
            RecordOf::CounterDefinition { role, name } => self.define(role, name)?,
            RecordOf::CauseDefinition { name } => {
                if self.causes.iter().any(|cause| cause == name) {
                    return None;
                }
                self.causes.push(name.to_string());
            }
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
        if before == most || self.find(name).is_some() {
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
