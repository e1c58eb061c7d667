//! The workload.

use highwater_cache::Owner;
use highwater_cache::Policy;
use num_bigint::BigUint;
use std::rc::Rc;

use crate::algorithms::Algorithms;
use crate::class::Class;
use crate::observer::{Entered, Frame, Phase, RunObserver};
use crate::ranges::Ranges;
use crate::recursion::RecursionError;
use crate::results::entries;
use crate::safe_point::SafePoint;

/// The exercise under a policy. It owns the memory of the program: the class, the cache if the
/// class is its owner, and the variables of the current phase. Dropping it is the end of the
/// program.
pub struct Exercise<P: RunObserver> {
    class: Class<P>,
    /// The number of completed phases.
    ended: usize,
    /// The current phase.
    phase: Option<Variables<P>>,
}

/// The variables of a phase.
struct Variables<P: RunObserver> {
    generator: Generator<P>,
    last_digits: [u64; 10],
}

/// The variables of `generate_factorial_plus_last_digit`.
pub(crate) struct Generator<P: RunObserver> {
    /// The number of instances created.
    inc: u32,
    /// The variable `A`: it references the instance until the next is created.
    a: Option<Rc<Algorithms<P>>>,
}

impl<P: RunObserver> Exercise<P> {
    /// The program before its first statement.
    pub fn new(policy: Policy) -> Self {
        Self {
            class: Class::new(policy),
            ended: 0,
            phase: None,
        }
    }

    /// Runs the phases, one for each range, and reports each to the observer.
    ///
    /// # Errors
    /// [`RecursionError`] where Python would raise one: without cached results, for a range near
    /// Python's recursion limit.
    pub fn run(&mut self, ranges: &Ranges) -> Result<(), RecursionError> {
        while self.advance(ranges)? {}
        Ok(())
    }

    /// Creates one more instance and makes its calls. Returns `true` if there is more to do. All
    /// calls must have the same ranges.
    ///
    /// # Errors
    /// As for [`run`](Self::run). The program has then ended.
    pub fn advance(&mut self, ranges: &Ranges) -> Result<bool, RecursionError> {
        let _frame = Entered::<P>::frame(Frame::Module);
        let Some(&range) = ranges.as_slice().get(self.ended) else {
            return Ok(false);
        };
        let _frame = Entered::<P>::frame(Frame::Compare);
        let Variables {
            generator,
            last_digits,
        } = self.phase.get_or_insert_with(|| Variables {
            generator: Generator::new(),
            last_digits: [0; 10],
        });
        if generator.inc < range
            && let Err(error) =
                generator.instance(&self.class, range, |digit| last_digits[digit] += 1)
        {
            P::failed(&error);
            self.phase = None;
            self.ended = ranges.as_slice().len();
            return Err(error);
        }
        if generator.inc == range {
            let currsize = generator.currsize(&self.class);
            let last_digits = *last_digits;
            self.phase = None;
            self.ended += 1;
            P::phase(&Phase {
                range,
                currsize,
                last_digits,
            });
            P::safe_point(&SafePoint::<Algorithms<P>>::new(None));
        }
        Ok(self.ended < ranges.as_slice().len())
    }
}

impl<P: RunObserver> Generator<P> {
    pub(crate) const fn new() -> Self {
        Self { inc: 0, a: None }
    }

    /// Creates one more instance, passes the last digit of each of its results to `yielded`, and
    /// clears the cache when due.
    pub(crate) fn instance(
        &mut self,
        class: &Class<P>,
        factorial_range: u32,
        mut yielded: impl FnMut(usize),
    ) -> Result<(), RecursionError> {
        {
            let _frame = Entered::<P>::frame(Frame::GenerateInstance);
            let instance = Algorithms::new(class, self.inc);
            self.a = Some(instance);
        }
        P::safe_point(&SafePoint::new(self.a.as_ref()));
        if let Some(a) = &self.a {
            let _frame = Entered::<P>::frame(Frame::GenerateDigit);
            for n in 0..factorial_range {
                let value = a
                    .factorial_plus(class, n, 1)
                    .map_err(|_| RecursionError { n })?;
                yielded(last_digit(&value));
                drop(value);
                P::safe_point(&SafePoint::new(Some(a)));
            }
        }
        self.inc += 1;
        if class
            .policy
            .clear
            .is_some_and(|every| self.inc.is_multiple_of(every.get()))
        {
            self.clear(class);
            P::safe_point(&SafePoint::new(self.a.as_ref()));
        }
        Ok(())
    }

    /// `cache_clear()` on the cache of the variable `A`.
    fn clear(&self, class: &Class<P>) {
        let _frame = Entered::<P>::frame(Frame::GenerateClear);
        if let Some(cache) = &class.cache {
            P::entries(-entries(cache));
            cache.borrow_mut().cache_clear();
            P::clear();
        } else if let Some(wrapper) = self.a.as_ref().and_then(|a| a.wrapper.borrow().clone()) {
            P::entries(-entries(&wrapper.cache));
            wrapper.cache.borrow_mut().cache_clear();
            P::clear();
        }
    }

    /// `cache_info().currsize` of the cache of the variable `A`.
    fn currsize(&self, class: &Class<P>) -> usize {
        let of_instance = || {
            let wrapper = self.a.as_ref()?.wrapper.borrow().clone()?;
            let info = wrapper.cache.borrow().cache_info();
            Some(info.currsize)
        };
        match (&class.cache, class.policy.owner) {
            (Some(cache), _) => cache.borrow().cache_info().currsize,
            (None, Owner::Instance) => of_instance().unwrap_or(0),
            (None, _) => 0,
        }
    }
}

/// The last decimal digit.
///
/// Nothing is allocated for it, like Python's preallocated small integers: 2³² and all its powers
/// leave a remainder of 6 when divided by 10, so all digits of 32 bits but the lowest count
/// sixfold.
fn last_digit(number: &BigUint) -> usize {
    let mut digits = number.iter_u32_digits();
    let lowest = u64::from(digits.next().unwrap_or(0));
    let others: u64 = digits.map(u64::from).sum();
    // A remainder below ten fits in `usize`.
    #[allow(clippy::cast_possible_truncation)]
    let digit = ((lowest % 10 + others % 10 * 6) % 10) as usize;
    digit
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_last_digit_is_that_of_the_decimal_text(digits in proptest::collection::vec(any::<u32>(), 0..50)) {
            let number = BigUint::new(digits);
            let text = number.to_string();
            let expected = text.bytes().last().map(|byte| usize::from(byte - b'0'));
            prop_assert_eq!(Some(last_digit(&number)), expected);
        }
    }
}
