//! A safe point: the generator between two statements.

use std::rc::Rc;

/// An instance in the view of an observer.
pub trait Instance: 'static {
    /// Its number in the run, from 0.
    fn number(&self) -> u32;
    /// Returns `true` if it is part of a reference cycle: its own cache references it.
    fn references_itself(&self) -> bool;
}

/// The generator between two of its statements, without a call of the method in progress: all
/// references at this point are permanent ones.
pub struct SafePoint<'a, I: Instance> {
    a: Option<&'a Rc<I>>,
}

impl<'a, I: Instance> SafePoint<'a, I> {
    pub(crate) fn new(a: Option<&'a Rc<I>>) -> Self {
        Self { a }
    }

    /// The instance in the variable `A`.
    pub fn a(&self) -> Option<&'a Rc<I>> {
        self.a
    }
}
