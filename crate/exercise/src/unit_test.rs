//! The unit tests of the exercise, which check its results under any policy.
//!
//! Limits of a run's memory are checked on its capture instead.

use std::fmt;

use highwater_cache::Policy;
use num_bigint::BigUint;

use crate::algorithms::Algorithms;
use crate::class::Class;
use crate::observer::RunObserver;
use crate::recursion::RecursionError;
use crate::workload::Generator;

/// A unit test of the exercise. Each starts with a new class, and so with a new cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitTest {
    /// With `inc` 0 the results are the factorials, up to one of 615 digits.
    Factorials,
    /// With `inc` 5 the results for 3 and 4 are 56 and 229.
    IncOfFive,
    /// `generate_factorial_plus_last_digit(1, 6)`.
    OneInstance,
    /// `generate_factorial_plus_last_digit(5, 1)`.
    FirstResults,
    /// `generate_factorial_plus_last_digit(3, 5)`.
    SeveralInstances,
}

/// The reason for the failure of a unit test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// An expression has a wrong value. All three texts are in Python's notation.
    Assertion {
        /// The expression.
        expression: String,
        /// The actual value.
        got: String,
        /// The expected value.
        wanted: String,
    },
    /// The method exceeded the recursion limit.
    Recursion(RecursionError),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assertion {
                expression,
                got,
                wanted,
            } => write!(
                f,
                "AssertionError: {expression} is {got} and should be {wanted}"
            ),
            Self::Recursion(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

impl From<RecursionError> for Failure {
    fn from(error: RecursionError) -> Self {
        Self::Recursion(error)
    }
}

/// The arguments of the tested factorials. A first call of the last one stays below Python's
/// recursion limit under all policies.
const FACTORIALS: [u32; 8] = [0, 1, 2, 5, 10, 20, 100, 300];

impl UnitTest {
    /// All unit tests, in the order of their file.
    pub const ALL: [Self; 5] = [
        Self::Factorials,
        Self::IncOfFive,
        Self::OneInstance,
        Self::FirstResults,
        Self::SeveralInstances,
    ];

    /// The name of the test of a run's memory, the first in the file.
    pub const MEMORY: &str = "test_memory_of_the_comparison";

    /// The name of the file.
    pub const FILE: &str = "tests/test_exercise_3.py";

    /// The text of the file, for pytest with pytest-memray: the tests of the page's exercise, with
    /// a memory limit of 200 MB.
    pub const PYTHON: &str = include_str!("../../../web/exercises/lru-cache/test_lru_cache.py");

    /// The name of the test's function.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Factorials => "test_inc_0_gives_the_factorials",
            Self::IncOfFive => "test_inc_5_is_added_at_every_step",
            Self::OneInstance => "test_last_digits_of_one_instance",
            Self::FirstResults => "test_last_digits_of_first_results",
            Self::SeveralInstances => "test_last_digits_of_several_instances",
        }
    }

    /// The test with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.name() == name)
    }

    /// Runs the test under a policy.
    ///
    /// # Errors
    /// The first wrong value or error.
    pub fn run<P: RunObserver>(self, policy: Policy) -> Result<(), Failure> {
        let class = Class::<P>::new(policy);
        match self {
            Self::Factorials => {
                let factorials = FACTORIALS.map(|n| (n, (1..=n).product()));
                results(&class, 0, &factorials)
            }
            Self::IncOfFive => results(&class, 5, &[(3, 56_u32.into()), (4, 229_u32.into())]),
            Self::OneInstance => last_digits(&class, (1, 6), &[1, 1, 2, 6, 4, 0]),
            Self::FirstResults => last_digits(&class, (5, 1), &[1, 2, 3, 4, 5]),
            Self::SeveralInstances => last_digits(
                &class,
                (3, 5),
                &[1, 1, 2, 6, 4, 2, 2, 5, 6, 5, 3, 3, 8, 6, 6],
            ),
        }
    }
}

/// Compares the results of one instance with the expected ones, each with its argument.
fn results<P: RunObserver>(
    class: &Class<P>,
    inc: u32,
    wanted: &[(u32, BigUint)],
) -> Result<(), Failure> {
    let instance = Algorithms::new(class, inc);
    for (n, wanted) in wanted {
        let got = instance
            .factorial_plus(class, *n, 1)
            .map_err(|_| RecursionError { n: *n })?;
        equal(
            || format!("Algorithms({inc}).factorial_plus({n})"),
            &*got,
            wanted,
        )?;
    }
    Ok(())
}

/// Compares the results of the generator with the expected ones.
fn last_digits<P: RunObserver>(
    class: &Class<P>,
    (plus_range, factorial_range): (u32, u32),
    wanted: &[usize],
) -> Result<(), Failure> {
    let mut digits = Vec::new();
    let mut generator = Generator::new();
    for _ in 0..plus_range {
        generator.instance(class, factorial_range, |digit| digits.push(digit))?;
    }
    equal(
        || format!("list(generate_factorial_plus_last_digit({plus_range}, {factorial_range}))"),
        &Listed(&digits),
        &Listed(wanted),
    )
}

/// Numbers in the notation of a Python list.
#[derive(PartialEq)]
struct Listed<'a>(&'a [usize]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

fn equal<T: PartialEq + fmt::Display>(
    expression: impl FnOnce() -> String,
    got: &T,
    wanted: &T,
) -> Result<(), Failure> {
    if got == wanted {
        return Ok(());
    }
    Err(Failure::Assertion {
        expression: expression(),
        got: got.to_string(),
        wanted: wanted.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Silent {}
    impl RunObserver for Silent {}

    fn class(policy: &str) -> Class<Silent> {
        Class::new(policy.parse().unwrap())
    }

    #[test]
    fn a_wrong_result_is_reported_with_the_expected_one() {
        let failure = results(&class("class/unbounded"), 5, &[(3, 57_u32.into())]).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "AssertionError: Algorithms(5).factorial_plus(3) is 56 and should be 57"
        );
    }

    #[test]
    fn wrong_digits_are_reported_with_the_expected_ones() {
        let failure = last_digits(&class("class/lru:1"), (1, 3), &[1, 1]).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "AssertionError: list(generate_factorial_plus_last_digit(1, 3)) is [1, 1, 2] and should be [1, 1]"
        );
    }

    #[test]
    fn too_deep_a_recursion_fails_a_test_with_python_s_error() {
        let failure = results(&class("class/lru:0"), 0, &[(497, 1_u32.into())]).unwrap_err();
        assert_eq!(failure, Failure::Recursion(RecursionError { n: 497 }));
        assert!(failure.to_string().starts_with(
            "RecursionError: maximum recursion depth exceeded in factorial_plus(497)"
        ),);
        let failure = last_digits(&class("none/unbounded"), (1, 1000), &[]).unwrap_err();
        assert_eq!(failure, Failure::Recursion(RecursionError { n: 994 }));
    }
}
