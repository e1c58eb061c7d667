//! The references to an instance, and their changes.

/// The references to an instance after a number of calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct References {
    /// The number of calls of the method in the whole run.
    pub calls: u64,
    /// True for a reference by the generator's variable `A`.
    pub variable: bool,
    /// The number of references by keys of the shared cache.
    pub keys: u32,
    /// True for a reference by the instance itself: it has its cache, whose bound method references
    /// it.
    pub cycle: bool,
    /// The reference count.
    pub total: u32,
}

impl References {
    /// No references.
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

/// Appends a point to a history, without the point before it if that is on the line between its
/// neighbours: [`references_after`] interpolates it.
pub(crate) fn add(points: &mut Vec<References>, next: References) {
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

fn is_on_line(first: References, middle: References, last: References) -> bool {
    let rise = |to: References| i128::from(to.keys) - i128::from(first.keys);
    let run = |to: References| i128::from(to.calls - first.calls);
    first.kinds() == middle.kinds()
        && middle.kinds() == last.kinds()
        && first.calls < middle.calls
        && middle.calls < last.calls
        && rise(middle) * run(last) == rise(last) * run(middle)
}

/// The references to an instance after `calls` calls, from the points of its history. `None` before
/// its creation.
pub fn references_after(points: &[References], calls: u64) -> Option<References> {
    let next = points.partition_point(|point| point.calls <= calls);
    let before = *points.get(next.checked_sub(1)?)?;
    let Some(&after) = points.get(next) else {
        return Some(before);
    };
    if before.kinds() != after.kinds() {
        return Some(before);
    }
    // Keys change by one at a time, so the line passes through a whole number at each call.
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
    Some(References {
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

    /// Points of an instance: at each, the calls since the one before, and the changes.
    fn observations() -> impl Strategy<Value = Vec<References>> {
        let step = (0..3u64, -1..2i64, 0..20u32, any::<bool>(), any::<bool>());
        proptest::collection::vec((1..30usize, step), 1..20).prop_map(|steps| {
            let mut observations = vec![References::none(0)];
            for (times, (calls, change, jump, variable, cycle)) in steps {
                for _ in 0..times {
                    let last = observations[observations.len() - 1];
                    // Between two calls, any number of keys may be released.
                    let keys = if calls == 0 {
                        jump
                    } else {
                        last.keys
                            .saturating_add_signed(i32::try_from(change).unwrap())
                    };
                    observations.push(References {
                        calls: last.calls + calls,
                        variable,
                        keys,
                        cycle,
                        total: keys + u32::from(variable) + u32::from(cycle),
                    });
                }
            }
            observations
        })
    }

    proptest! {
        #[test]
        fn each_point_is_interpolated(observations in observations()) {
            let mut points = Vec::new();
            for &observation in &observations {
                add(&mut points, observation);
            }
            for calls in 0..=observations.last().unwrap().calls + 1 {
                let seen = observations.iter().rev().find(|observation| observation.calls <= calls).unwrap();
                let expected = References { calls, ..*seen };
                let found = references_after(&points, calls).map(|found| References { calls, ..found });
                prop_assert_eq!(found, Some(expected));
            }
        }
    }

    #[test]
    fn a_line_has_two_points() {
        let mut points = Vec::new();
        for keys in 0..1000u32 {
            let calls = u64::from(keys) * 2;
            add(
                &mut points,
                References {
                    keys,
                    total: keys,
                    ..References::none(calls)
                },
            );
        }
        assert_eq!(points.len(), 2);
        assert_eq!(references_after(&points, 999).unwrap().keys, 499);
        assert_eq!(references_after(&[], 3), None);
    }
}
