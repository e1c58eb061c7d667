//! The history of an instance as it is in JSON.
//!
//! Each type is one of TypeScript too, with its comments, in the declarations beside the module.
//! Fields are in alphabetical order, as their keys are in JSON.

use highwater_exercise::Watched;
use serde::Serialize;
use tsify::Tsify;

/// The references to one instance, from its creation until it was freed.
#[derive(Serialize, Tsify)]
pub(crate) struct InstanceHistory {
    /// The error that ended the program, where one did.
    error: Option<String>,
    freed: Freed,
    /// Its number in the run, from 0.
    instance: u32,
    /// The calls made before it.
    made: u64,
    /// Between two of them, the number of keys is on a line.
    points: Vec<Holders>,
}

/// The references to an instance after a number of calls.
#[derive(Serialize, Tsify)]
struct Holders {
    calls: u64,
    /// References from its own cycle, 0 or 1.
    cycle: u8,
    /// References from keys of the shared cache.
    keys: u32,
    /// The reference count: the sum of the three.
    total: u32,
    /// References from the variable `A`, 0 or 1.
    variable: u8,
}

/// The end of an instance.
#[derive(Serialize, Tsify)]
struct Freed {
    by: FreedBy,
    /// The calls made by then, the one in progress with them.
    calls: u64,
}

/// The part of the program that freed an instance.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "kebab-case")]
enum FreedBy {
    #[serde(rename = "refcount")]
    ReferenceCount,
    Collector,
    ProgramEnd,
}

impl From<Watched> for InstanceHistory {
    fn from(watched: Watched) -> Self {
        Self {
            error: watched.error.map(|error| error.to_string()),
            freed: watched.freed.into(),
            instance: watched.instance,
            made: watched.made,
            points: watched.points.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<highwater_exercise::Holders> for Holders {
    fn from(holders: highwater_exercise::Holders) -> Self {
        Self {
            calls: holders.calls,
            cycle: holders.cycle.into(),
            keys: holders.keys,
            total: holders.total,
            variable: holders.variable.into(),
        }
    }
}

impl From<highwater_exercise::Freed> for Freed {
    fn from(freed: highwater_exercise::Freed) -> Self {
        Self {
            by: freed.by.into(),
            calls: freed.calls,
        }
    }
}

impl From<highwater_exercise::FreedBy> for FreedBy {
    fn from(by: highwater_exercise::FreedBy) -> Self {
        use highwater_exercise::FreedBy as By;
        match by {
            By::ReferenceCount => Self::ReferenceCount,
            By::Collector => Self::Collector,
            By::ProgramEnd => Self::ProgramEnd,
        }
    }
}
