use highwater_exercise::{Ranges, method_key};

use super::PatternKind;
use crate::error::Problem;
use crate::parameter::Parameter;

/// The calls of the cached method in the exercise of `highwater-exercise`: `exercise[:RANGES]`.
///
/// RANGES are those of the exercise, such as `50` or `500,1000`, which is the default and not
/// printed. A key contains the number of the instance in its upper half, and the argument in its
/// lower one.
///
/// Calls are in the order of their ends: the method calls itself before its result is stored. A
/// cache has the hits and misses of the exercise under a policy of the class, if the bound is one of
/// those that always have the last entry: see `highwater_cache::Recall`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exercise {
    ranges: Ranges,
}

/// The number of calls that an instance of a range answers: all but the first two call the method
/// for the argument before.
fn calls(range: u32) -> u32 {
    range + range.saturating_sub(2)
}

impl PatternKind for Exercise {
    const NAME: &'static str = "exercise";
    const NUMBERS: &'static str = "[:RANGES]";
    const SUMMARY: &'static str = "The calls of the cached method in the exercise.";
    const PARAMETERS: &'static [Parameter] = &[];
    type Keys = Calls;

    fn parse(numbers: Option<&str>) -> Result<Self, Problem> {
        let Some(numbers) = numbers else {
            return Ok(Self::default());
        };
        let ranges: Ranges = numbers.parse().map_err(Problem::Ranges)?;
        if ranges.to_string() == numbers {
            Ok(Self { ranges })
        } else {
            // Spaces, signs and leading zeros, so that each workload has one text.
            Err(Problem::NotPlain("RANGES"))
        }
    }

    fn numbers(&self) -> String {
        if *self == Self::default() {
            String::new()
        } else {
            self.ranges.to_string()
        }
    }

    fn requests(&self) -> u64 {
        let of_range = |&range| u64::from(range) * u64::from(calls(range));
        self.ranges.as_slice().iter().map(of_range).sum()
    }

    fn keys(&self) -> Calls {
        Calls {
            ranges: self.ranges.as_slice().to_vec().into_iter(),
            range: 0,
            left: 0,
            instance: 0,
            call: 0,
        }
    }
}

/// The keys of [`Exercise`].
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    /// The ranges after the current one.
    ranges: std::vec::IntoIter<u32>,
    range: u32,
    /// The instances of the range after the current one.
    left: u32,
    /// The number of the current instance in the run, from 1.
    instance: u32,
    /// The position in the instance's calls.
    call: u32,
}

impl Iterator for Calls {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.call == calls(self.range) {
            self.call = 0;
            self.instance += 1;
            if self.left == 0 {
                self.range = self.ranges.next()?;
                self.left = self.range;
            }
            self.left -= 1;
        }
        // The arguments 0 and 1, then for each further one the argument before, and itself.
        let argument = self.call / 2 + self.call % 2;
        self.call += 1;
        Some(method_key(self.instance - 1, argument))
    }
}
