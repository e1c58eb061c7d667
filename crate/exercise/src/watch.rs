//! Watching one instance of a run: its references, from its creation until it is freed.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use highwater_cache::Policy;

use crate::observer::RunObserver;
use crate::ranges::Ranges;
use crate::recursion::RecursionError;
use crate::references::{References, add};
use crate::safe_point::{Instance, SafePoint};
use crate::workload::Exercise;

/// The history of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Its number, from 0 over the whole run.
    pub instance: u32,
    /// The number of calls before its creation.
    pub made: u64,
    /// Its references: the points between which the number of keys is linear, as interpolated by
    /// [`references_after`](crate::references_after). The last has no references if the instance
    /// was freed before the program ended.
    pub points: Vec<References>,
    /// The freeing of the instance.
    pub freed: Freed,
    /// The error that ended the program, if there was one.
    pub error: Option<RecursionError>,
}

/// The time and the cause of the freeing of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freed {
    /// The number of calls up to it, including the one in progress.
    pub calls: u64,
    /// The cause.
    pub by: FreedBy,
}

/// The cause of the freeing of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreedBy {
    /// The release of the last reference.
    ReferenceCount,
    /// The cyclic collector, which found that only the instance's own cycle referenced it.
    Collector,
    /// The program's end: it was referenced, or not collected, until then.
    ProgramEnd,
}

/// The error for an instance that cannot be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchError {
    /// The run has no such instance.
    NoSuchInstance {
        /// The requested instance.
        instance: u32,
        /// The number of instances.
        made: u32,
    },
    /// The run ends before the instance is created.
    NeverMade {
        /// The requested instance.
        instance: u32,
        /// The error that ended the run.
        error: RecursionError,
    },
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchInstance { instance, made } => write!(
                f,
                "instance {instance}: the run makes {made}, with numbers from 0 to {}",
                made - 1
            ),
            Self::NeverMade { instance, error } => {
                write!(f, "instance {instance} is never made: {error}")
            }
        }
    }
}

impl std::error::Error for WatchError {}

/// Runs the exercise until an instance, by its number from 0, is freed, and returns its history.
///
/// `progressed` is called with the number of calls so far, once for each instance of the run.
///
/// # Errors
/// [`WatchError`] if the run has no such instance.
///
/// # Panics
/// If the instance's reference count ever differs from the sum of its known references.
pub fn watch(
    policy: Policy,
    ranges: &Ranges,
    instance: u32,
    mut progressed: impl FnMut(u64),
) -> Result<Watched, WatchError> {
    let made = ranges.as_slice().iter().sum();
    if instance >= made {
        return Err(WatchError::NoSuchInstance { instance, made });
    }
    WATCH.set(Watch::new(instance));
    let mut exercise = Exercise::<Watcher>::new(policy);
    let error = loop {
        match exercise.advance(ranges) {
            Ok(true) if with(|watch| watch.freed.is_none()) => {
                progressed(with(|watch| watch.calls));
            }
            Ok(_) => break None,
            Err(error) => break Some(error),
        }
    };
    with(|watch| watch.ending = true);
    drop(exercise);
    let watch = WATCH.take();
    match (watch.made, watch.freed, error) {
        (Some(made), Some(freed), _) => Ok(Watched {
            instance,
            made,
            points: watch.points,
            freed,
            error,
        }),
        (_, _, Some(error)) => Err(WatchError::NeverMade { instance, error }),
        (_, _, None) => unreachable!("all instances are created and freed by the end"),
    }
}

thread_local! {
    static WATCH: RefCell<Watch> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Watch) -> R) -> R {
    WATCH.with_borrow_mut(f)
}

/// The state of watching the instance.
#[derive(Default)]
struct Watch {
    number: u32,
    calls: u64,
    /// Keys that reference it.
    keys: i64,
    /// True while the collector runs.
    collecting: bool,
    /// True while the program releases its memory.
    ending: bool,
    seen: Option<Weak<dyn Instance>>,
    made: Option<u64>,
    points: Vec<References>,
    freed: Option<Freed>,
}

impl Watch {
    fn new(number: u32) -> Self {
        Self {
            number,
            ..Self::default()
        }
    }

    fn look<I: Instance>(&mut self, point: &SafePoint<'_, I>) {
        let held = point.a().filter(|a| a.number() == self.number);
        if self.seen.is_none()
            && let Some(instance) = held
        {
            let instance: Weak<I> = Rc::downgrade(instance);
            self.seen = Some(instance);
            self.made = Some(self.calls);
        }
        let Some(seen) = &self.seen else { return };
        // Counted before the reference taken here.
        let count = seen.strong_count();
        let Some(instance) = seen.upgrade() else {
            return;
        };
        let variable = held.is_some();
        let cycle = instance.references_itself();
        let keys = u32::try_from(self.keys).expect("keys are created before they are dropped");
        let total = keys + u32::from(variable) + u32::from(cycle);
        assert_eq!(
            count, total as usize,
            "references to instance {} after {} calls",
            self.number, self.calls
        );
        let now = References {
            calls: self.calls,
            variable,
            keys,
            cycle,
            total,
        };
        add(&mut self.points, now);
    }

    fn free(&mut self) {
        let by = match (self.ending, self.collecting) {
            (true, _) => FreedBy::ProgramEnd,
            (false, true) => FreedBy::Collector,
            (false, false) => FreedBy::ReferenceCount,
        };
        let calls = self.calls;
        if by != FreedBy::ProgramEnd {
            add(&mut self.points, References::none(calls));
        }
        self.freed = Some(Freed { calls, by });
    }
}

/// An observer that looks at the instance when all references are permanent.
enum Watcher {}

impl RunObserver for Watcher {
    fn call() {
        with(|watch| watch.calls += 1);
    }

    fn keys(instance: u32, change: i64) {
        with(|watch| {
            if instance == watch.number {
                watch.keys += change;
            }
        });
    }

    fn freed(instance: u32) {
        with(|watch| {
            if instance == watch.number {
                watch.free();
            }
        });
    }

    fn collection_begins() {
        with(|watch| watch.collecting = true);
    }

    fn collection_ends(_: u8, _: u64) {
        with(|watch| watch.collecting = false);
    }

    fn safe_point<I: Instance>(point: &SafePoint<'_, I>) {
        with(|watch| watch.look(point));
    }

    fn failed(_: &RecursionError) {
        with(|watch| watch.ending = true);
    }
}
