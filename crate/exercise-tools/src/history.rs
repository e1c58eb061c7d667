//! The history of an instance, as JSON.
//!
//! Each type is also a TypeScript type, with its comments, in the module's declarations. Fields are
//! in alphabetical order, like the keys of the JSON.

use highwater_exercise::Watched;
use serde::Serialize;
use tsify::Tsify;

/// The references to one instance, from its creation until it is freed.
#[derive(Serialize, Tsify)]
pub(crate) struct InstanceHistory {
    /// The error that ended the program, if there was one.
    error: Option<String>,
    freed: Freed,
    /// Its number in the run, from 0.
    instance: u32,
    /// The number of calls before its creation.
    made: u64,
    /// The points between which the number of keys is linear.
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

/// The freeing of an instance.
#[derive(Serialize, Tsify)]
struct Freed {
    by: FreedBy,
    /// The number of calls up to it, including the one in progress.
    calls: u64,
}

/// The cause of the freeing of an instance.
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

impl From<highwater_exercise::References> for Holders {
    fn from(references: highwater_exercise::References) -> Self {
        Self {
            calls: references.calls,
            cycle: references.cycle.into(),
            keys: references.keys,
            total: references.total,
            variable: references.variable.into(),
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
