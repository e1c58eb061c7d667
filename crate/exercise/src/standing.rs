//! The program while it stands still.

use std::rc::Rc;

use crate::algorithms::Algorithms;
use crate::probe::Probe;

/// The generator between two of its statements, when no call of the method is going on: what is
/// held then is held to stay.
pub struct Standing<'a, P: Probe> {
    a: Option<&'a Rc<Algorithms<P>>>,
}

impl<'a, P: Probe> Standing<'a, P> {
    pub(crate) fn tell(a: Option<&'a Rc<Algorithms<P>>>) {
        P::between(&Self { a });
    }

    /// What the variable `A` holds.
    pub(crate) fn a(&self) -> Option<&'a Rc<Algorithms<P>>> {
        self.a
    }
}
