//! The result of a run, as a page has it: the exercise's counters, phases and settings in the
//! places where the page looks for them.
//!
//! A [report](highwater_report) knows counters, phases and facts by the names of the capture.
//! This crate knows which of them the exercise defines, and what a page calls them. A run that
//! has other counters, such as that of an interpreter, has 0 in their places.
//!
//! ```
//! use highwater_report::{Conclusion, Outcome, Report};
//! use highwater_run_result::RunResult;
//!
//! let conclusion = Conclusion { outcome: Outcome::Stopped, duration_ms: 2.5, error: None };
//! let result = RunResult::of(&Report::new().totals(), conclusion);
//! assert_eq!((result.calls, result.cache.hits), (0, 0));
//! ```

#![forbid(unsafe_code)]

mod names;
mod result;
mod timeline;

pub use result::{CacheTotals, Instances, MemoryTotals, PhaseResult, RunResult};
pub use timeline::{COLUMNS, timeline};
