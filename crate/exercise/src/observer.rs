//! The observer of a run, and the events that it receives.

use std::marker::PhantomData;

use crate::recursion::RecursionError;
use crate::safe_point::{Instance, SafePoint};

/// A statement of the Python program that a run stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Frame {
    /// The module's call of the comparison.
    Module,
    /// The comparison's counting of one range.
    Compare,
    /// The generator's making of an instance.
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

/// The purpose of the allocations of a stretch of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A result that a cache is to store.
    Value,
    /// A key object.
    Key,
    /// A cache's table and links.
    Structure,
    /// An instance, with what it needs to have a cache of its own.
    Instance,
}

/// One range of a run, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// The count of instances, and of the calls of each.
    pub range: u32,
    /// Entries in the cache: of the last instance where each has its own.
    pub currsize: usize,
    /// The count of results that end in each decimal digit.
    pub last_digits: [u64; 10],
}

/// An observer of a run: a type whose functions are called while things happen.
///
/// There is no value of it in the run, so that observing costs the run no memory. Every
/// function does nothing by default.
pub trait RunObserver: Sized + 'static {
    /// A statement begins.
    fn enter(_frame: Frame) {}
    /// Allocations until the next [`leave`](Self::leave) are for this.
    fn enter_cause(_cause: Cause) {}
    /// The statement or stretch that began last ends.
    fn leave() {}
    /// The method is called.
    fn call() {}
    /// A cache had the answer.
    fn hit() {}
    /// A cache had not the answer.
    fn miss() {}
    /// A full cache evicted an entry.
    fn eviction() {}
    /// A cache was emptied.
    fn clear() {}
    /// The count of live instances changes.
    fn instances(_change: i64) {}
    /// The count of entries in all caches changes.
    fn entries(_change: i64) {}
    /// A range is done.
    fn phase(_phase: &Phase) {}
    /// The count of keys that hold an instance, by its number, changes: keys of entries, and of
    /// calls that look one up.
    fn keys(_instance: u32, _change: i64) {}
    /// An instance, by its number, is freed: no reference to it is left.
    fn freed(_instance: u32) {}
    /// The cyclic collector begins to look for instances that only cycles hold.
    fn collection_begins() {}
    /// A collection of a generation and those younger has freed this count of container objects.
    fn collection_ends(_generation: u8, _collected: u64) {}
    /// The generator is between two of its statements.
    fn safe_point<I: Instance>(_point: &SafePoint<'_, I>) {}
    /// The program ends with an error, and will release what it holds.
    fn failed(_error: &RecursionError) {}
}

/// A stretch of a run: it ends when this is dropped.
pub(crate) struct Entered<P: RunObserver>(PhantomData<P>);

// In each caller's own body: what a tracer records of the native calls under way then begins
// with the caller's.
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
