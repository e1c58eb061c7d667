#![doc = include_str!("../README.md")]
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

pub use class::method_key;
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
