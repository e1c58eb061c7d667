//! Python's recursion limit.

use std::fmt;

use highwater_cache::{Owner, Policy, Reclaim};

/// `CPython`'s default limit: `sys.getrecursionlimit()`.
const LIMIT: u32 = 1000;

/// The depth of the stack below the method's first call, as counted by `CPython` 3.11: the module,
/// the comparison, `Counter` with its helpers, and the generator.
const BELOW: u32 = 7;

/// The error for recursive calls beyond Python's recursion limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecursionError {
    /// The argument of the outermost call.
    pub n: u32,
}

impl fmt::Display for RecursionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "RecursionError: maximum recursion depth exceeded in factorial_plus({}), as in CPython with its default limit of {LIMIT}: without a cached result each call calls the one before",
            self.n
        )
    }
}

impl std::error::Error for RecursionError {}

/// The maximum recursion depth of the method under a policy.
pub(crate) fn deepest_call(policy: &Policy) -> u32 {
    (LIMIT - BELOW) / levels_per_call(policy)
}

/// The depth of one call of the method: the function, the wrapper around it if there is one, and
/// the lambda between them if the wrapper references its instance weakly.
fn levels_per_call(policy: &Policy) -> u32 {
    match (policy.owner, policy.reclaim) {
        (Owner::None, _) => 1,
        (Owner::Class, _) | (Owner::Instance, Reclaim::Gc | Reclaim::Nogc) => 2,
        (Owner::Instance, Reclaim::Refcount) => 3,
    }
}
