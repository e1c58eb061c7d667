//! The native calls below the innermost Python frame, as far as the tracer was told of them.
//!
//! A module that was rewritten for it keeps a stack of its native calls. Those that matter to a
//! line of Python are the ones behind the last that the interpreter's loop over instructions made:
//! what is before them is the loop itself, which runs many Python frames in one native call.
//! Nothing here allocates.

use highwater_tracer::NativeStack;

/// The most functions that the loop consists of.
const MOST_FUNCTIONS: usize = 8;

/// The most native calls that are told at a time.
const MOST_TOLD: usize = 1 << 9;

/// What the tracer is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// A call was made at this code offset.
    Enter(u32),
    /// The latest call has returned.
    Leave,
}

/// The native calls that were told.
#[derive(Debug)]
pub(crate) struct NativeCalls {
    /// Where the code of each of the loop's functions begins, and where it ends.
    functions: [(u32, u32); MOST_FUNCTIONS],
    functions_length: usize,
    told: [u32; MOST_TOLD],
    told_length: usize,
}

impl NativeCalls {
    pub(crate) const fn new() -> Self {
        Self {
            functions: [(0, 0); MOST_FUNCTIONS],
            functions_length: 0,
            told: [0; MOST_TOLD],
            told_length: 0,
        }
    }

    /// Names the functions that the loop consists of: of each, the offset of its code's first byte
    /// and the one behind its last. Answers whether there is room for all of them.
    pub(crate) fn set_loop(&mut self, bounds: &[u32]) -> bool {
        let functions = bounds.chunks_exact(2);
        self.functions_length = functions.len().min(MOST_FUNCTIONS);
        for (function, bounds) in self.functions.iter_mut().zip(functions) {
            *function = (bounds[0], bounds[1]);
        }
        bounds.len() == self.functions_length * 2
    }

    /// Whether it is known where the loop is.
    #[inline]
    pub(crate) fn has_loop(&self) -> bool {
        self.functions_length > 0
    }

    /// Tells of what is different, where so many calls of the stack are under way: those behind the
    /// loop's last, or all of them where the loop has not been entered.
    #[inline]
    pub(crate) fn follow(
        &mut self,
        stack: &impl NativeStack,
        calls: usize,
        mut tell: impl FnMut(Step),
    ) {
        let mut first = calls;
        while first > 0 && !self.is_of_loop(stack.slot(first - 1)) {
            first -= 1;
        }
        let length = (calls - first).min(MOST_TOLD);
        let mut same = 0;
        while same < length
            && same < self.told_length
            && self.told[same] == stack.slot(first + same)
        {
            same += 1;
        }
        self.leave(same, &mut tell);
        for (index, told) in self.told[..length].iter_mut().enumerate().skip(same) {
            *told = stack.slot(first + index);
            tell(Step::Enter(*told));
        }
        self.told_length = length;
    }

    /// Leaves all calls but the first `kept`.
    #[inline]
    pub(crate) fn leave(&mut self, kept: usize, mut tell: impl FnMut(Step)) {
        while self.told_length > kept {
            self.told_length -= 1;
            tell(Step::Leave);
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
            unreachable!("slots stay as the program wrote them");
        }
    }

    fn steps(calls: &mut NativeCalls, slots: &[u32]) -> Vec<Step> {
        let mut steps = Vec::new();
        calls.follow(&Slots(slots.to_vec()), slots.len(), |step| steps.push(step));
        steps
    }

    /// The loop is what is from 100 to 199 and from 300 to 309.
    fn calls() -> NativeCalls {
        let mut calls = NativeCalls::new();
        assert!(calls.set_loop(&[100, 200, 300, 310]));
        calls
    }

    #[test]
    fn calls_of_the_loop_and_before_it_are_not_told() {
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
    fn only_what_is_different_is_told() {
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
    fn of_very_many_calls_the_outermost_are_told() {
        let mut calls = calls();
        let deep: Vec<u32> = (1000..3000).collect();
        assert_eq!(steps(&mut calls, &deep).len(), MOST_TOLD);
        assert_eq!(steps(&mut calls, &deep), []);
        assert_eq!(steps(&mut calls, &[]).len(), MOST_TOLD);
    }

    #[test]
    fn a_loop_of_too_many_functions_is_noticed() {
        let mut calls = NativeCalls::new();
        assert!(!calls.set_loop(&[1; 2 * MOST_FUNCTIONS + 2]));
        assert!(!calls.set_loop(&[1]));
        assert!(calls.set_loop(&[]) && !calls.has_loop());
        assert!(calls.set_loop(&[1, 2]) && calls.has_loop());
    }
}
