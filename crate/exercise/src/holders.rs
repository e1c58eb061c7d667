//! Who holds an instance, and how that changes.

/// Who holds an instance after so many calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holders {
    /// Calls of the method made in the whole run.
    pub calls: u64,
    /// Whether the variable `A` of the generator does.
    pub variable: bool,
    /// How many keys of the cache that all instances share do.
    pub keys: u32,
    /// Whether the instance does itself: it holds its cache, which holds the method bound to it.
    pub cycle: bool,
    /// The reference count.
    pub total: u32,
}

impl Holders {
    /// Nobody.
    pub(crate) fn none(calls: u64) -> Self {
        Self {
            calls,
            variable: false,
            keys: 0,
            cycle: false,
            total: 0,
        }
    }

    fn kinds(self) -> (bool, bool) {
        (self.variable, self.cycle)
    }
}

/// Adds what was seen to what was seen before, and leaves out the point before it where that is
/// on the line from its neighbour: [`holders_after`] finds it there.
pub(crate) fn add(points: &mut Vec<Holders>, next: Holders) {
    if points.last() == Some(&next) {
        return;
    }
    if let [.., first, middle] = points[..]
        && is_on_line(first, middle, next)
    {
        points.pop();
    }
    points.push(next);
}

fn is_on_line(first: Holders, middle: Holders, last: Holders) -> bool {
    let rise = |to: Holders| i128::from(to.keys) - i128::from(first.keys);
    let run = |to: Holders| i128::from(to.calls - first.calls);
    first.kinds() == middle.kinds()
        && middle.kinds() == last.kinds()
        && first.calls < middle.calls
        && middle.calls < last.calls
        && rise(middle) * run(last) == rise(last) * run(middle)
}

/// Who held an instance when it was last seen before more than `calls` calls, from the points of
/// its history. `None` is before it was made.
pub fn holders_after(points: &[Holders], calls: u64) -> Option<Holders> {
    let next = points.partition_point(|point| point.calls <= calls);
    let before = *points.get(next.checked_sub(1)?)?;
    let Some(&after) = points.get(next) else {
        return Some(before);
    };
    if before.kinds() != after.kinds() {
        return Some(before);
    }
    // Keys come and go one at a time, so that the line passes a whole number where one was seen.
    let rise = i64::from(after.keys) - i64::from(before.keys);
    let passed = u128::from(rise.unsigned_abs()) * u128::from(calls - before.calls)
        / u128::from(after.calls - before.calls);
    let passed = u32::try_from(passed).unwrap_or(u32::MAX);
    let reach = |number: u32| {
        if rise < 0 {
            number - passed
        } else {
            number + passed
        }
    };
    Some(Holders {
        calls,
        keys: reach(before.keys),
        total: reach(before.total),
        ..before
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sights of an instance: at each, the calls since the one before, and what is different.
    fn sights() -> impl Strategy<Value = Vec<Holders>> {
        let step = (0..3u64, -1..2i64, 0..20u32, any::<bool>(), any::<bool>());
        proptest::collection::vec((1..30usize, step), 1..20).prop_map(|steps| {
            let mut sights = vec![Holders::none(0)];
            for (times, (calls, change, jump, variable, cycle)) in steps {
                for _ in 0..times {
                    let last = sights[sights.len() - 1];
                    // Where no call is made, any number of keys may go at once.
                    let keys = if calls == 0 {
                        jump
                    } else {
                        last.keys
                            .saturating_add_signed(i32::try_from(change).unwrap())
                    };
                    sights.push(Holders {
                        calls: last.calls + calls,
                        variable,
                        keys,
                        cycle,
                        total: keys + u32::from(variable) + u32::from(cycle),
                    });
                }
            }
            sights
        })
    }

    proptest! {
        #[test]
        fn each_sight_is_found_again(sights in sights()) {
            let mut points = Vec::new();
            for &sight in &sights {
                add(&mut points, sight);
            }
            for calls in 0..=sights.last().unwrap().calls + 1 {
                let seen = sights.iter().rev().find(|sight| sight.calls <= calls).unwrap();
                let expected = Holders { calls, ..*seen };
                let found = holders_after(&points, calls).map(|found| Holders { calls, ..found });
                prop_assert_eq!(found, Some(expected));
            }
        }
    }

    #[test]
    fn a_line_is_two_points() {
        let mut points = Vec::new();
        for keys in 0..1000u32 {
            let calls = u64::from(keys) * 2;
            add(
                &mut points,
                Holders {
                    keys,
                    total: keys,
                    ..Holders::none(calls)
                },
            );
        }
        assert_eq!(points.len(), 2);
        assert_eq!(holders_after(&points, 999).unwrap().keys, 499);
        assert_eq!(holders_after(&[], 3), None);
    }
}
