//! Policies: the decisions about a cache, and their text.

mod choice;

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

pub use choice::{Owner, Reclaim};

use crate::bound::{Bound, Unbounded};
use crate::error::{Part, PolicyError, Problem, list};
use crate::kind::equal;
use crate::parameter::Parameter;

/// The decisions about a cache, with one text form.
///
/// The text is `owner/bound[/clear:K][/reclaim]`:
///
/// - **owner** is `class`, `instance` or `none`: see [`Owner`];
/// - **bound** is the name of a [`Bound`], with a colon and a number for bounds that take one, such
///   as `unbounded` and `lru:128`: [`Bound::ALL`] lists all bounds;
/// - **clear:K** empties the cache after every `K` instances, with `K` from 1 to 1,000,000; by
///   default the cache is never cleared;
/// - **reclaim** is `refcount`, `gc` or `nogc`: see [`Reclaim`]. The default is `refcount`, which
///   is not printed.
///
/// The owner `none` has no cache, so it requires `unbounded` and allows no `clear`.
///
/// Each policy prints as one text, and that text parses to the same policy. Parsing accepts exactly
/// these texts, also with the default reclaim written out, and with surrounding white space.
///
/// ```
/// use highwater_cache::{Owner, Policy, Reclaim};
///
/// let policy: Policy = "instance/unbounded/gc".parse()?;
/// assert_eq!((policy.owner, policy.reclaim), (Owner::Instance, Reclaim::Gc));
/// assert_eq!(policy.clear, None);
/// assert_eq!("class/unbounded/refcount".parse::<Policy>()?.to_string(), "class/unbounded");
/// # Ok::<(), highwater_cache::PolicyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    /// The owner of the cache.
    pub owner: Owner,
    /// The bound of the cache.
    pub bound: Bound,
    /// The number of instances between two clears; `None` for no clears.
    pub clear: Option<NonZeroU32>,
    /// The way of freeing dead instances.
    pub reclaim: Reclaim,
}

impl Policy {
    /// The number of `clear`.
    pub const CLEAR: Parameter = Parameter {
        name: "instances",
        minimum: 1,
        maximum: 1_000_000,
    };

    /// The name of the part with the number [`Self::CLEAR`].
    pub const CLEAR_NAME: &'static str = "clear";

    /// Returns the policy if its parts are compatible, so that its text parses.
    ///
    /// Parsed policies always are; policies constructed from parts may not be.
    ///
    /// # Errors
    ///
    /// The part that is incompatible with the others.
    pub fn checked(self) -> Result<Self, PolicyError> {
        let no_cache = Problem::NoCache(Owner::None.name());
        let no_bound = Bound::from(Unbounded);
        if self.owner == Owner::None && self.bound != no_bound {
            let bound = self.bound.to_string();
            let allowed = no_bound.to_string();
            return Err(PolicyError::new(Part::Bound, &bound, no_cache, allowed));
        }
        if let Some(instances) = self.clear {
            let fault = if self.owner == Owner::None {
                Some((no_cache, list(Reclaim::ALL)))
            } else if Self::CLEAR.allows(instances.get()) {
                None
            } else {
                let problem = Problem::NumberOutOfRange(Self::CLEAR.name);
                Some((problem, allowed_clear()))
            };
            if let Some((problem, allowed)) = fault {
                let clear = format!("{}:{instances}", Self::CLEAR_NAME);
                return Err(PolicyError::new(Part::Clear, &clear, problem, allowed));
            }
        }
        Ok(self)
    }

    fn parse_clear(part: &str) -> Result<Option<NonZeroU32>, PolicyError> {
        let number = part.split_once(':').map(|(_, number)| number);
        Self::CLEAR
            .parse(number)
            .map(NonZeroU32::new)
            .map_err(|problem| PolicyError::new(Part::Clear, part, problem, allowed_clear()))
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.bound)?;
        if let Some(instances) = self.clear {
            write!(f, "/{}:{instances}", Self::CLEAR_NAME)?;
        }
        if self.reclaim != Reclaim::default() {
            write!(f, "/{}", self.reclaim)?;
        }
        Ok(())
    }
}

impl FromStr for Policy {
    type Err = PolicyError;

    fn from_str(text: &str) -> Result<Self, PolicyError> {
        let mut parts = text.trim().split('/');
        let owner = parts.next().unwrap_or_default().parse()?;
        let bound = parts.next().unwrap_or_default().parse()?;
        let mut clear = None;
        let mut reclaim = None;
        for part in parts {
            match kind_of(part) {
                Some(Part::Clear) if clear.is_none() && reclaim.is_none() => {
                    clear = Self::parse_clear(part)?;
                }
                Some(Part::Reclaim) if reclaim.is_none() => reclaim = Some(part.parse()?),
                kind => return Err(misplaced(part, kind, clear.is_some(), reclaim.is_some())),
            }
        }
        let policy = Self {
            owner,
            bound,
            clear,
            reclaim: reclaim.unwrap_or_default(),
        };
        policy.checked()
    }
}

/// The form of a clear in errors.
fn allowed_clear() -> String {
    let number = Policy::CLEAR;
    format!("{}:{} ({number})", Policy::CLEAR_NAME, number.name)
}

/// Checks the list of bounds at compile time: errors identify parts by their names.
const _: () = {
    let mut rest = Bound::ALL;
    while let [bound, others @ ..] = rest {
        assert!(!is_taken(bound.name), "NAME is the name of another part");
        rest = others;
    }
};

/// Returns `true` if the name is one of an owner, of a reclaim or of the clear.
const fn is_taken(name: &str) -> bool {
    let mut owners = Owner::ALL;
    while let [owner, others @ ..] = owners {
        if equal(owner.name(), name) {
            return true;
        }
        owners = others;
    }
    let mut reclaims = Reclaim::ALL;
    while let [reclaim, others @ ..] = reclaims {
        if equal(reclaim.name(), name) {
            return true;
        }
        reclaims = others;
    }
    equal(Policy::CLEAR_NAME, name)
}

/// The intended part of a text, by its name.
fn kind_of(part: &str) -> Option<Part> {
    let name = part.split(':').next().unwrap_or_default();
    if name == Policy::CLEAR_NAME {
        Some(Part::Clear)
    } else if Reclaim::ALL.iter().any(|reclaim| reclaim.name() == name) {
        Some(Part::Reclaim)
    } else if Bound::ALL.iter().any(|bound| bound.name == name) {
        Some(Part::Bound)
    } else if Owner::ALL.iter().any(|owner| owner.name() == name) {
        Some(Part::Owner)
    } else {
        None
    }
}

/// The error for a part after an owner, a bound and, according to the flags, a clear and a reclaim.
fn misplaced(part: &str, kind: Option<Part>, cleared: bool, reclaimed: bool) -> PolicyError {
    let allowed = match (cleared, reclaimed) {
        (_, true) => String::from("nothing more"),
        (true, false) => list(Reclaim::ALL),
        (false, false) => format!("{}, {}", allowed_clear(), list(Reclaim::ALL)),
    };
    let (place, problem) = match kind {
        Some(Part::Clear) if !cleared => (Part::Clear, Problem::AfterReclaim),
        Some(kind) => (kind, Problem::Repeated(kind)),
        None if reclaimed => (Part::Extra, Problem::Surplus),
        None if part.is_empty() && !cleared => (Part::Clear, Problem::Unknown),
        None => (Part::Reclaim, Problem::Unknown),
    };
    PolicyError::new(place, part, problem, allowed)
}
