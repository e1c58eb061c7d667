//! A safe point: the generator between two statements.

use std::rc::Rc;

/// An instance as an observer sees it.
pub trait Instance: 'static {
    /// Its number in the run, from 0.
    fn number(&self) -> u32;
    /// Whether it is part of a reference cycle: its own cache holds it.
    fn holds_itself(&self) -> bool;
}

/// The generator between two of its statements, when no call of the method is in progress: every
/// reference of that moment is a lasting one.
pub struct SafePoint<'a, I: Instance> {
    a: Option<&'a Rc<I>>,
}

impl<'a, I: Instance> SafePoint<'a, I> {
    pub(crate) fn new(a: Option<&'a Rc<I>>) -> Self {
        Self { a }
    }

    /// The instance that the variable `A` holds.
    pub fn a(&self) -> Option<&'a Rc<I>> {
        self.a
    }
}
