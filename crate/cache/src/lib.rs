//! Caches with the semantics of Python's `functools.lru_cache`, and the policy that chooses one.
//!
//! [`Cache`] stores results by key, counts hits and misses, and keeps its size by a [`Bound`].
//! What it counts, stores and evicts is what `CPython`'s own implementation does, also when the
//! function being cached calls itself, empties the cache, or fails.
//!
//! ```
//! use std::cell::RefCell;
//! use std::hash::RandomState;
//!
//! use highwater_cache::{Bound, Cache};
//!
//! type Numbers = RefCell<Cache<u32, u64, RandomState>>;
//!
//! fn fibonacci(cache: &Numbers, n: u32) -> u64 {
//!     Cache::call(cache, n, |&n| match n {
//!         0 | 1 => u64::from(n),
//!         _ => fibonacci(cache, n - 1) + fibonacci(cache, n - 2),
//!     })
//! }
//!
//! let bound: Bound = "lru:3".parse()?;
//! let cache = RefCell::new(Cache::new(bound, RandomState::new()));
//! assert_eq!(fibonacci(&cache, 30), 832_040);
//! assert_eq!(
//!     cache.borrow().cache_info().to_string(),
//!     "CacheInfo(hits=28, misses=31, maxsize=3, currsize=3)"
//! );
//! # Ok::<(), highwater_cache::PolicyError>(())
//! ```
//!
//! # One step at a time
//!
//! [`Cache::call`] is two steps with the function between them: [`Cache::get`], and after a miss
//! [`Cache::insert`]. Take the steps yourself when the function may fail, or when the cache does
//! not live in a `RefCell`:
//!
//! ```
//! use std::hash::RandomState;
//! use std::rc::Rc;
//!
//! use highwater_cache::{Bound, Cache, Inserted, Lru};
//!
//! let one = Bound::from(Lru::new(1).expect("within Lru's range"));
//! let mut cache = Cache::new(one, RandomState::new());
//! assert_eq!(cache.get("a"), None);
//! assert_eq!(cache.insert(String::from("a"), Rc::new(1)), Inserted::Stored);
//! assert_eq!(cache.get("a"), Some(Rc::new(1)));
//! let evicted = cache.insert(String::from("b"), Rc::new(2));
//! assert_eq!(evicted, Inserted::Evicted(String::from("a"), Rc::new(1)));
//! ```
//!
//! A hit hands out a clone of the value; a value that is large or must be shared, as every Python
//! value is, goes into the cache as an `Rc`. Keys are never cloned.
//!
//! # Policies
//!
//! A [`Policy`] says who holds a cache, how big it may get, when it is emptied and when dead
//! owners are freed. It has one text form, which [`Policy`] documents:
//!
//! ```
//! use highwater_cache::{Owner, Policy};
//!
//! let policy: Policy = "class/lru:128/clear:10".parse()?;
//! assert_eq!(policy.owner, Owner::Class);
//! assert_eq!(policy.bound.maxsize(), Some(128));
//! assert_eq!(policy.bound.python_decorator(), "@functools.lru_cache(maxsize=128)");
//! assert_eq!(policy.to_string(), "class/lru:128/clear:10");
//!
//! let error = "class/lru:128/clear:0".parse::<Policy>().unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "clear \"clear:0\": instances is out of range; \
//!      allowed: clear:instances (instances from 1 to 1000000)"
//! );
//! # Ok::<(), highwater_cache::PolicyError>(())
//! ```
//!
//! [`Owner::ALL`], [`Reclaim::ALL`], [`Bound::ALL`] and [`Policy::CLEAR`] list every choice as
//! data, so that a user interface can be generated from them.
//!
//! # Adding a bound
//!
//! A bound is one file in `bound/` and one line in the list of `bound/mod.rs`. The file has two
//! types: the bound, with its text, its number and its Python, and the storage that keeps to it.
//! A part that is left out is an error of the compiler.

#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod bound;
mod cache;
mod error;
mod info;
mod inserted;
mod kind;
mod parameter;
mod policy;
mod python;
mod storage;

// With each kind of bound, so that a new one is exported by its line in the list.
pub use bound::*;
pub use cache::Cache;
pub use error::{Part, PolicyError};
pub use info::{CacheInfo, Lifetime};
pub use inserted::Inserted;
pub use kind::{BoundDescription, Recall};
pub use parameter::Parameter;
pub use policy::{Owner, Policy, Reclaim};
pub use python::{PythonCall, PythonDecorator};
