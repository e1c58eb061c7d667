//! The maximum length of the program's output, which holds within one write too.

use std::cell::Cell;

use crate::texts::LONGEST_OUTPUT;

/// The number of output streams: standard output, stream 1, and standard error, stream 2.
const STREAMS: usize = 2;

/// The part of a write that is still shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    /// All of it.
    All,
    /// At most this number of its bytes, the last ones of its stream.
    Last(usize),
    /// Nothing: the stream has been cut, or is not one of the program's.
    Nothing,
}

thread_local! {
    /// The number of bytes left of each stream, none after its cut. They are not on the heap, which
    /// is measured.
    static LEFT: [Cell<Option<usize>>; STREAMS] =
        const { [const { Cell::new(Some(LONGEST_OUTPUT)) }; STREAMS] };
}

/// The part of a write of `length` bytes that is shown.
pub(crate) fn take(stream: u32, length: usize) -> Share {
    LEFT.with(|left| {
        let index = (stream as usize).wrapping_sub(1);
        match left.get(index) {
            None => Share::Nothing,
            Some(left) => share_of(left, length),
        }
    })
}

fn share_of(left: &Cell<Option<usize>>, length: usize) -> Share {
    let Some(most) = left.get() else {
        return Share::Nothing;
    };
    let rest = most.checked_sub(length);
    left.set(rest);
    if rest.is_some() {
        Share::All
    } else {
        Share::Last(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_write_is_cut() {
        let left = Cell::new(Some(100));
        assert_eq!(share_of(&left, 50 << 20), Share::Last(100));
        assert_eq!(share_of(&left, 1), Share::Nothing);
    }

    #[test]
    fn many_writes_are_cut_together() {
        let left = Cell::new(Some(100));
        for _ in 0..9 {
            assert_eq!(share_of(&left, 11), Share::All);
        }
        // At its maximum, it is not cut before the next byte.
        assert_eq!(share_of(&left, 1), Share::All);
        assert_eq!(share_of(&left, 0), Share::All);
        assert_eq!(share_of(&left, 1), Share::Last(0));
        assert_eq!(share_of(&left, 1), Share::Nothing);
    }

    #[test]
    fn each_stream_has_its_own_maximum() {
        assert_eq!(take(1, LONGEST_OUTPUT + 1), Share::Last(LONGEST_OUTPUT));
        assert_eq!(take(1, 1), Share::Nothing);
        assert_eq!(take(2, 1), Share::All);
        for stream in [0, 3, u32::MAX] {
            assert_eq!(take(stream, 1), Share::Nothing);
        }
    }
}
