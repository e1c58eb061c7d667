//! Watching one instance of a run: who holds it, from its making until it is freed.

use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use highwater_cache::Policy;

use crate::holders::{Holders, add};
use crate::observer::RunObserver;
use crate::ranges::Ranges;
use crate::recursion::RecursionError;
use crate::safe_point::{Instance, SafePoint};
use crate::workload::Exercise;

/// What was seen of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Which it is, from 0 over the whole run.
    pub instance: u32,
    /// The calls that had been made before it was.
    pub made: u64,
    /// Who held it: the points between which the number of keys is on a line, which
    /// [`holders_after`](crate::holders_after) reads. The last is of nobody where it was freed
    /// before the program ended.
    pub points: Vec<Holders>,
    /// How it was freed.
    pub freed: Freed,
    /// The error that ended the program, where one did.
    pub error: Option<RecursionError>,
}

/// When an instance was freed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freed {
    /// The calls that had been made, the one in progress with them.
    pub calls: u64,
    /// Who did it.
    pub by: FreedBy,
}

/// Who frees an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreedBy {
    /// The last of its holders let go.
    ReferenceCount,
    /// The cyclic collector found that only its own cycle held it.
    Collector,
    /// The program held it, or never looked for it, until it ended.
    ProgramEnd,
}

/// An instance that cannot be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchError {
    /// The run makes no such instance.
    NoSuchInstance {
        /// The one asked for.
        instance: u32,
        /// How many there are.
        made: u32,
    },
    /// The run ends before the instance is made.
    NeverMade {
        /// The one asked for.
        instance: u32,
        /// Why.
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

/// Runs the exercise until an instance, by its number from 0, is freed, and answers who held it.
///
/// `progressed` is told the calls made so far, once for each instance of the run.
///
/// # Errors
/// [`WatchError`] where the run makes no such instance.
///
/// # Panics
/// If the instance's reference count is ever another than the sum of its known holders.
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
        (_, _, None) => unreachable!("the run made every instance and let go of all"),
    }
}

thread_local! {
    static WATCH: RefCell<Watch> = RefCell::default();
}

fn with<R>(f: impl FnOnce(&mut Watch) -> R) -> R {
    WATCH.with_borrow_mut(f)
}

/// What is known of the instance so far.
#[derive(Default)]
struct Watch {
    number: u32,
    calls: u64,
    /// Keys that hold it.
    keys: i64,
    /// Whether the collector is at work.
    collecting: bool,
    /// Whether the program lets go of what it holds.
    ending: bool,
    seen: Option<Weak<dyn Instance>>,
    made: Option<u64>,
    points: Vec<Holders>,
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
        // Counted before it is held here, too.
        let count = seen.strong_count();
        let Some(instance) = seen.upgrade() else {
            return;
        };
        let variable = held.is_some();
        let cycle = instance.holds_itself();
        let keys = u32::try_from(self.keys).expect("no key goes that did not come");
        let total = keys + u32::from(variable) + u32::from(cycle);
        assert_eq!(
            count, total as usize,
            "the holders of instance {} after {} calls",
            self.number, self.calls
        );
        let now = Holders {
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
            add(&mut self.points, Holders::none(calls));
        }
        self.freed = Some(Freed { calls, by });
    }
}

/// Looks at the instance whenever nothing is held in passing.
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
