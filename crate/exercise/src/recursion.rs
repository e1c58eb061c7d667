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
///
/// A call of the method takes the levels of the function, of the wrapper around it if there is one,
/// and of the lambda between them if the wrapper references its instance weakly.
pub(crate) fn deepest_call(policy: &Policy) -> u32 {
    let levels = policy.bound.wrapper_levels();
    let (wrapper, innermost) = match (policy.owner, policy.reclaim) {
        (Owner::None, _) => (0, 0),
        (Owner::Class, _) | (Owner::Instance, Reclaim::Gc | Reclaim::Nogc) => {
            (levels.each, levels.innermost)
        }
        (Owner::Instance, Reclaim::Refcount) => (levels.each + 1, levels.innermost),
    };
    (LIMIT - BELOW - innermost) / (1 + wrapper)
}
