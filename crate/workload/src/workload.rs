use std::fmt;
use std::str::FromStr;

use crate::error::WorkloadError;
use crate::pattern::{Keys, Pattern};
use crate::request::Request;
use crate::sizes::Sizes;

/// The requests to a cache: a sequence of keys, and the sizes of their values.
///
/// The text is `pattern[/sizes:NAME]`, with a [`Pattern`] and [`Sizes`]. The sizes `one`, which are
/// the default, are not printed.
///
/// Each workload prints as one text, and that text parses to the same workload. The requests of a
/// workload are the same on every platform.
///
/// ```
/// use highwater_workload::{Sizes, Workload};
///
/// let workload: Workload = "loop:3,5/sizes:skewed".parse()?;
/// assert_eq!(workload.sizes, Sizes::Skewed);
/// let requests: Vec<(u64, u64)> = workload.requests().map(|it| (it.key, it.size)).collect();
/// assert_eq!(requests, [(1, 257), (2, 782), (3, 65), (1, 257), (2, 782)]);
/// # Ok::<(), highwater_workload::WorkloadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// The sequence of keys.
    pub pattern: Pattern,
    /// The sizes of values.
    pub sizes: Sizes,
}

impl Workload {
    /// The requests, in their order.
    pub fn requests(&self) -> Requests {
        Requests {
            keys: self.pattern.keys(),
            sizes: self.sizes,
        }
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pattern.fmt(f)?;
        if self.sizes != Sizes::default() {
            write!(f, "/{}:{}", Sizes::PART, self.sizes)?;
        }
        Ok(())
    }
}

impl FromStr for Workload {
    type Err = WorkloadError;

    fn from_str(text: &str) -> Result<Self, WorkloadError> {
        let (pattern, sizes) = match text.split_once('/') {
            None => (text, Sizes::default()),
            Some((pattern, part)) => match part.split_once(':') {
                Some((Sizes::PART, name)) => (pattern, name.parse()?),
                _ => return Err(Sizes::unknown_part(part)),
            },
        };
        Ok(Self {
            pattern: pattern.parse()?,
            sizes,
        })
    }
}

/// The requests of a [`Workload`].
#[derive(Clone, Debug)]
pub struct Requests {
    keys: Keys,
    sizes: Sizes,
}

impl Iterator for Requests {
    type Item = Request;

    fn next(&mut self) -> Option<Request> {
        let key = self.keys.next()?;
        let size = self.sizes.of(key);
        Some(Request { key, size })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.keys.size_hint()
    }
}
