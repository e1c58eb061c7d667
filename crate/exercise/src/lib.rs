//! The "LRU cache" exercise as a real program: its workload under any cache policy.
//!
//! An object has a method, `factorial_plus(n) = n * factorial_plus(n - 1) + inc`, or `1 + inc`
//! where `n` is at most 1, and a cache remembers the results. For each range `r` of a run, `r`
//! objects with `inc` from 0 up are made, one after the other, and each answers
//! `factorial_plus` of 0 up to `r - 1`, whose last decimal digits are counted. Where the cache
//! belongs to the class, its keys hold every object: that is the bug of the exercise.
//!
//! Results are big integers, shared and not copied on a hit; objects are reference-counted;
//! [`highwater_cache`] keeps `functools`' semantics. Hits, misses and sizes equal `CPython`'s.
//!
//! A [`RunObserver`] receives every event while it happens: frames of the Python program that the
//! run stands for, calls, hits, instances, phases.
//!
//! ```
//! use highwater_exercise::{Exercise, Phase, RunObserver, Ranges};
//! use std::cell::RefCell;
//!
//! thread_local! { static MISSES: RefCell<u64> = const { RefCell::new(0) } }
//! struct CountMisses;
//! impl RunObserver for CountMisses {
//!     fn miss() { MISSES.with_borrow_mut(|misses| *misses += 1) }
//! }
//!
//! let policy = "class/lru:128".parse().unwrap();
//! let ranges: Ranges = "50".parse().unwrap();
//! Exercise::<CountMisses>::new(policy).run(&ranges).unwrap();
//! assert_eq!(MISSES.take(), 50 * 50);
//! ```

#![forbid(unsafe_code)]

mod algorithms;
mod class;
mod collector;
mod method;
mod observer;
mod plan;
mod python;
mod ranges;
mod recursion;
mod references;
mod results;
mod safe_point;
mod simulation;
mod unit_test;
mod watch;
mod workload;

pub use observer::{Cause, Frame, Phase, RunObserver};
pub use plan::{calls_before, instance_at, planned_calls, warnings};
pub use python::{Decision, DecisionKind, FrameInfo, Lint, PythonProgram, Span};
pub use ranges::{Ranges, RangesError};
pub use recursion::RecursionError;
pub use references::{References, references_after};
pub use safe_point::{Instance, SafePoint};
pub use unit_test::{Failure, UnitTest};
pub use watch::{Freed, FreedBy, WatchError, Watched, watch};
pub use workload::Exercise;
