//! The native calls below the innermost Python frame, as last reported to the tracer.
//!
//! A rewritten module has a stack of its native calls. The calls of a line of Python are those
//! after the last one by the interpreter's loop over instructions; the calls before are the loop's,
//! which runs many Python frames in one native call. Nothing in this module allocates.

use highwater_tracer::NativeStack;

/// The maximum number of functions of the loop.
const MOST_FUNCTIONS: usize = 8;

/// The maximum number of native calls reported at a time.
const MOST_REPORTED: usize = 1 << 9;

/// A change to report to the tracer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A call at this code offset.
    Enter(u32),
    /// The return of the latest call.
    Leave,
}

/// The native calls reported as under way.
#[derive(Debug)]
pub(crate) struct NativeCalls {
    /// The start and end of each of the loop's functions, as code offsets.
    functions: [(u32, u32); MOST_FUNCTIONS],
    functions_length: usize,
    reported: [u32; MOST_REPORTED],
    reported_length: usize,
}

impl NativeCalls {
    pub(crate) const fn new() -> Self {
        Self {
            functions: [(0, 0); MOST_FUNCTIONS],
            functions_length: 0,
            reported: [0; MOST_REPORTED],
            reported_length: 0,
        }
    }

    /// Sets the functions of the loop: the offset of each one's first byte, and the offset after
    /// its last. Returns `false` if there is no room for all of them.
    pub(crate) fn set_loop(&mut self, bounds: &[u32]) -> bool {
        let functions = bounds.chunks_exact(2);
        self.functions_length = functions.len().min(MOST_FUNCTIONS);
        for (function, bounds) in self.functions.iter_mut().zip(functions) {
            *function = (bounds[0], bounds[1]);
        }
        bounds.len() == self.functions_length * 2
    }

    /// Returns `true` if the functions of the loop are known.
    #[inline]
    pub(crate) fn has_loop(&self) -> bool {
        self.functions_length > 0
    }

    /// Reports the changes since the last call. Of the first `calls` slots of the stack, those
    /// after the loop's last are under way, or all before the loop is entered.
    #[inline]
    pub(crate) fn follow(
        &mut self,
        stack: &impl NativeStack,
        calls: usize,
        mut report: impl FnMut(Step),
    ) {
        let mut first = calls;
        while first > 0 && !self.is_of_loop(stack.slot(first - 1)) {
            first -= 1;
        }
        let length = (calls - first).min(MOST_REPORTED);
        let mut same = 0;
        while same < length
            && same < self.reported_length
            && self.reported[same] == stack.slot(first + same)
        {
            same += 1;
        }
        self.leave(same, &mut report);
        for (index, reported) in self.reported[..length].iter_mut().enumerate().skip(same) {
            *reported = stack.slot(first + index);
            report(Step::Enter(*reported));
        }
        self.reported_length = length;
    }

    /// Reports the return from all calls but the first `remaining`.
    #[inline]
    pub(crate) fn leave(&mut self, remaining: usize, mut report: impl FnMut(Step)) {
        while self.reported_length > remaining {
            self.reported_length -= 1;
            report(Step::Leave);
        }
    }

    #[inline]
    fn is_of_loop(&self, offset: u32) -> bool {
        self.functions[..self.functions_length]
            .iter()
            .any(|(start, end)| (*start..*end).contains(&offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Slots(Vec<u32>);

    impl NativeStack for Slots {
        fn depth(&self) -> usize {
            self.0.len()
        }

        fn slot(&self, index: usize) -> u32 {
            self.0[index]
        }

        fn set_slot(&mut self, _: usize, _: u32) {
            unreachable!("slots are written by the program only");
        }
    }

    fn steps(calls: &mut NativeCalls, slots: &[u32]) -> Vec<Step> {
        let mut steps = Vec::new();
        calls.follow(&Slots(slots.to_vec()), slots.len(), |step| steps.push(step));
        steps
    }

    /// A loop with code from 100 to 199 and from 300 to 309.
    fn calls() -> NativeCalls {
        let mut calls = NativeCalls::new();
        assert!(calls.set_loop(&[100, 200, 300, 310]));
        calls
    }

    #[test]
    fn calls_of_the_loop_and_before_it_are_not_reported() {
        let mut calls = calls();
        assert_eq!(
            steps(&mut calls, &[5, 100, 7, 309, 99, 200]),
            [Step::Enter(99), Step::Enter(200)]
        );
        assert_eq!(
            steps(&mut calls, &[5, 100, 7, 199]),
            [Step::Leave, Step::Leave]
        );
    }

    #[test]
    fn only_changes_are_reported() {
        let mut calls = calls();
        steps(&mut calls, &[150, 1, 2, 3]);
        assert_eq!(steps(&mut calls, &[150, 1, 2, 3]), []);
        assert_eq!(
            steps(&mut calls, &[150, 1, 4]),
            [Step::Leave, Step::Leave, Step::Enter(4)]
        );
        assert_eq!(steps(&mut calls, &[1, 305, 1, 4, 5]), [Step::Enter(5)]);
        assert_eq!(steps(&mut calls, &[1, 4]), [Step::Leave]);
        assert_eq!(steps(&mut calls, &[]), [Step::Leave, Step::Leave]);
    }

    #[test]
    fn all_can_be_left() {
        let mut calls = calls();
        steps(&mut calls, &[150, 1, 2]);
        let mut left = 0;
        calls.leave(0, |step| {
            assert_eq!(step, Step::Leave);
            left += 1;
        });
        assert_eq!(left, 2);
        assert_eq!(steps(&mut calls, &[150, 1]), [Step::Enter(1)]);
    }

    #[test]
    fn with_too_many_calls_the_outermost_are_reported() {
        let mut calls = calls();
        let deep: Vec<u32> = (1000..3000).collect();
        assert_eq!(steps(&mut calls, &deep).len(), MOST_REPORTED);
        assert_eq!(steps(&mut calls, &deep), []);
        assert_eq!(steps(&mut calls, &[]).len(), MOST_REPORTED);
    }

    #[test]
    fn a_loop_of_too_many_functions_is_refused() {
        let mut calls = NativeCalls::new();
        assert!(!calls.set_loop(&[1; 2 * MOST_FUNCTIONS + 2]));
        assert!(!calls.set_loop(&[1]));
        assert!(calls.set_loop(&[]) && !calls.has_loop());
        assert!(calls.set_loop(&[1, 2]) && calls.has_loop());
    }
}
