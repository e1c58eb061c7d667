//! Policies: the decisions about a cache, and their text.

mod choice;

use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::num::NonZeroU32;
use std::str::FromStr;

pub use choice::{Owner, Reclaim};

use crate::bound::{Bound, Unbounded};
use crate::cache::Cache;
use crate::error::{Part, PolicyError, Problem, list};
use crate::kind::{Recall, equal};
use crate::parameter::Parameter;

/// The decisions about a cache, with one text form.
///
/// The text is `owner/bound[/ttl:T][/clear:K][/reclaim]`:
///
/// - **owner** is `class`, `instance` or `none`: see [`Owner`];
/// - **bound** is the name of a [`Bound`], with a colon and a size for bounds that take one, such as
///   `unbounded`, `lru:128` and `sieve:10MB`: [`Bound::ALL`] lists all bounds;
/// - **ttl:T** lets an entry expire after `T` calls, from 1 to 1,000,000: see `Cache::with_ttl`;
///   by default entries do not expire;
/// - **clear:K** empties the cache after every `K` instances, with `K` from 1 to 1,000,000; by
///   default the cache is never cleared;
/// - **reclaim** is `refcount`, `gc` or `nogc`: see [`Reclaim`]. The default is `refcount`, which
///   is not printed.
///
/// The owner `none` has no cache, so it requires `unbounded` and allows no `ttl` and no
/// `clear`.
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
    /// The number of calls after which an entry expires; `None` for never.
    pub ttl: Option<NonZeroU32>,
    /// The number of instances between two clears; `None` for no clears.
    pub clear: Option<NonZeroU32>,
    /// The way of freeing dead instances.
    pub reclaim: Reclaim,
}

impl Policy {
    /// The number of `ttl`.
    pub const TTL: Parameter = Parameter {
        name: "calls",
        minimum: 1,
        maximum: 1_000_000,
        bytes: false,
    };

    /// The name of the part with the number [`Self::TTL`].
    pub const TTL_NAME: &'static str = "ttl";

    /// The number of `clear`.
    pub const CLEAR: Parameter = Parameter {
        name: "instances",
        minimum: 1,
        maximum: 1_000_000,
        bytes: false,
    };

    /// The name of the part with the number [`Self::CLEAR`].
    pub const CLEAR_NAME: &'static str = "clear";

    /// An empty cache with this bound, whose entries expire if there is a `ttl`.
    ///
    /// # Panics
    ///
    /// As [`Cache::with_ttl`].
    pub fn cache<K: Hash + Eq, V, S: BuildHasher + Clone>(&self, hasher: S) -> Cache<K, V, S> {
        Cache::with_ttl(self.bound, self.ttl, hasher)
    }

    /// The chance that the next lookup finds a new entry.
    pub fn recall(&self) -> Recall {
        match (self.bound.recall(), self.ttl) {
            (Recall::Always, Some(_)) => Recall::Varies,
            (recall, _) => recall,
        }
    }

    /// Parses a policy that pages offer: its bound is not in bytes, and entries do not expire.
    ///
    /// # Errors
    ///
    /// The part that is not offered, as if it did not exist.
    pub fn parse_offered(text: &str) -> Result<Self, PolicyError> {
        Self::parse_among(text, true)
    }

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
        let parts = [
            (Part::Ttl, Self::TTL_NAME, Self::TTL, self.ttl),
            (Part::Clear, Self::CLEAR_NAME, Self::CLEAR, self.clear),
        ];
        for (part, name, parameter, number) in parts {
            let Some(number) = number else { continue };
            let (problem, allowed) = if self.owner == Owner::None {
                (no_cache, list(Reclaim::ALL))
            } else if parameter.allows(number.get()) {
                continue;
            } else {
                let problem = Problem::NumberOutOfRange(parameter.name);
                (problem, form(name, parameter))
            };
            let text = format!("{name}:{number}");
            return Err(PolicyError::new(part, &text, problem, allowed));
        }
        Ok(self)
    }

    // Once in a module, which a page loads.
    #[inline(never)]
    fn parse_among(text: &str, offered: bool) -> Result<Self, PolicyError> {
        let mut parts = text.trim().split('/');
        let owner = parts.next().unwrap_or_default().parse()?;
        let bound = Bound::parse_sized(parts.next().unwrap_or_default(), !offered)?;
        let mut ttl = None;
        let mut clear = None;
        let mut reclaim = None;
        for part in parts {
            let later = match (ttl, clear, reclaim) {
                (_, _, Some(_)) => Later::Nothing,
                (_, Some(_), None) => Later::Reclaim,
                (Some(_), None, None) => Later::Clear,
                (None, None, None) if offered => Later::Clear,
                (None, None, None) => Later::Ttl,
            };
            match kind_of(part) {
                Some(Part::Ttl) if later == Later::Ttl => {
                    ttl = parse_number(Part::Ttl, part, Self::TTL_NAME, Self::TTL)?;
                }
                Some(Part::Clear) if matches!(later, Later::Ttl | Later::Clear) => {
                    clear = parse_number(Part::Clear, part, Self::CLEAR_NAME, Self::CLEAR)?;
                }
                Some(Part::Reclaim) if reclaim.is_none() => reclaim = Some(part.parse()?),
                Some(Part::Ttl) if offered => return Err(misplaced(part, None, later, false)),
                kind => {
                    let repeated = kind != Some(Part::Ttl) || ttl.is_some();
                    let repeated = repeated && (kind != Some(Part::Clear) || clear.is_some());
                    return Err(misplaced(part, kind, later, repeated));
                }
            }
        }
        let policy = Self {
            owner,
            bound,
            ttl,
            clear,
            reclaim: reclaim.unwrap_or_default(),
        };
        policy.checked()
    }
}

/// The parts that may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Later {
    /// All of them.
    Ttl,
    /// A clear, and a reclaim.
    Clear,
    /// A reclaim.
    Reclaim,
    Nothing,
}

/// The number of a part.
fn parse_number(
    part: Part,
    text: &str,
    name: &str,
    parameter: Parameter,
) -> Result<Option<NonZeroU32>, PolicyError> {
    let number = text.split_once(':').map(|(_, number)| number);
    parameter
        .parse(number)
        .map(NonZeroU32::new)
        .map_err(|problem| PolicyError::new(part, text, problem, form(name, parameter)))
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.bound)?;
        if let Some(calls) = self.ttl {
            write!(f, "/{}:{calls}", Self::TTL_NAME)?;
        }
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
        Self::parse_among(text, false)
    }
}

/// The form of a part with a number in errors.
fn form(name: &str, parameter: Parameter) -> String {
    format!("{name}:{} ({parameter})", parameter.name)
}

/// Checks the list of bounds at compile time: errors identify parts by their names.
const _: () = {
    let mut rest = Bound::ALL;
    while let [bound, others @ ..] = rest {
        assert!(!is_taken(bound.name), "NAME is the name of another part");
        rest = others;
    }
};

/// Returns `true` if the name is one of an owner, of a reclaim, of the clear or of the ttl.
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
    equal(Policy::CLEAR_NAME, name) || equal(Policy::TTL_NAME, name)
}

/// The intended part of a text, by its name.
fn kind_of(part: &str) -> Option<Part> {
    let name = part.split(':').next().unwrap_or_default();
    if name == Policy::TTL_NAME {
        Some(Part::Ttl)
    } else if name == Policy::CLEAR_NAME {
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

/// The error for a part after an owner, a bound and others, which is of a kind that is set already,
/// or that may not follow them.
fn misplaced(part: &str, kind: Option<Part>, later: Later, repeated: bool) -> PolicyError {
    let ttl = form(Policy::TTL_NAME, Policy::TTL);
    let clear = form(Policy::CLEAR_NAME, Policy::CLEAR);
    let reclaims = list(Reclaim::ALL);
    let allowed = match later {
        Later::Nothing => String::from("nothing more"),
        Later::Reclaim => reclaims,
        Later::Clear => format!("{clear}, {reclaims}"),
        Later::Ttl => format!("{ttl}, {clear}, {reclaims}"),
    };
    let is_first = matches!(later, Later::Ttl | Later::Clear);
    let (place, problem) = match kind {
        Some(kind) if repeated => (kind, Problem::Repeated(kind)),
        Some(kind) if later == Later::Nothing => (kind, Problem::AfterReclaim),
        Some(kind) => (kind, Problem::AfterClear),
        None if later == Later::Nothing => (Part::Extra, Problem::Surplus),
        None if part.is_empty() && is_first => (Part::Clear, Problem::Unknown),
        None => (Part::Reclaim, Problem::Unknown),
    };
    PolicyError::new(place, part, problem, allowed)
}
