//! The observer of a run, and its events.

use std::marker::PhantomData;

use crate::recursion::RecursionError;
use crate::safe_point::{Instance, SafePoint};

/// A statement of the Python program equivalent to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Frame {
    /// The module's call of the comparison.
    Module,
    /// The comparison's counting of a range.
    Compare,
    /// The generator's creation of an instance.
    GenerateInstance,
    /// The generator's call of the method.
    GenerateDigit,
    /// The generator's clearing of the cache.
    GenerateClear,
    /// The constructor.
    Init,
    /// The method's only statement.
    FactorialPlus,
}

impl Frame {
    /// Each frame, in the order of their numbers.
    pub const ALL: [Self; 7] = [
        Self::Module,
        Self::Compare,
        Self::GenerateInstance,
        Self::GenerateDigit,
        Self::GenerateClear,
        Self::Init,
        Self::FactorialPlus,
    ];
}

/// The purpose of allocations in a part of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A result for storage in a cache.
    Value,
    /// A key object.
    Key,
    /// A cache's table and links.
    Structure,
    /// A cache's ghosts and sketches: its memory of keys that it does not store.
    History,
    /// An instance, and what it needs for its own cache.
    Instance,
}

/// One range of a run, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// The number of instances, and of calls of each.
    pub range: u32,
    /// Entries in the cache, or in the last instance's, if each instance has one.
    pub currsize: usize,
    /// The number of results by their last decimal digit.
    pub last_digits: [u64; 10],
}

/// An observer of a run: a type whose functions are called during the run.
///
/// The run has no value of the type, so observation takes none of its memory. All functions do
/// nothing by default.
pub trait RunObserver: Sized + 'static {
    /// A statement begins.
    fn enter(_frame: Frame) {}
    /// Allocations until the next [`leave`](Self::leave) have this cause.
    fn enter_cause(_cause: Cause) {}
    /// The last statement or cause entered ends.
    fn leave() {}
    /// The method is called.
    fn call() {}
    /// A cache has the result.
    fn hit() {}
    /// A cache does not have the result.
    fn miss() {}
    /// A full cache evicted an entry.
    fn eviction() {}
    /// A cache was emptied.
    fn clear() {}
    /// The number of live instances changes.
    fn instances(_change: i64) {}
    /// The number of entries in all caches changes.
    fn entries(_change: i64) {}
    /// A range ends.
    fn phase(_phase: &Phase) {}
    /// The number of keys that reference an instance, by its number, changes: keys of entries, and
    /// of calls that look one up.
    fn keys(_instance: u32, _change: i64) {}
    /// An instance, by its number, is freed: it has no references any more.
    fn freed(_instance: u32) {}
    /// The cyclic collector begins to look for instances referenced by cycles alone.
    fn collection_begins() {}
    /// A collection of a generation and the younger ones has freed this number of container
    /// objects.
    fn collection_ends(_generation: u8, _collected: u64) {}
    /// The generator is between two of its statements.
    fn safe_point<I: Instance>(_point: &SafePoint<'_, I>) {}
    /// The program ends with an error, and will release its memory.
    fn failed(_error: &RecursionError) {}
}

/// An entered frame or cause, which ends when this is dropped.
pub(crate) struct Entered<P: RunObserver>(PhantomData<P>);

// Inlined into each caller: the native calls that a tracer records then begin with the caller's.
#[allow(clippy::inline_always)]
impl<P: RunObserver> Entered<P> {
    #[inline(always)]
    pub(crate) fn frame(frame: Frame) -> Self {
        P::enter(frame);
        Self(PhantomData)
    }

    #[inline(always)]
    pub(crate) fn cause(cause: Cause) -> Self {
        P::enter_cause(cause);
        Self(PhantomData)
    }
}

impl<P: RunObserver> Drop for Entered<P> {
    fn drop(&mut self) {
        P::leave();
    }
}
