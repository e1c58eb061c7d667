//! Requests to the caches in a page, for the benchmark: the exports of its module.
//!
//! The page writes the text of a workload at the address that `text` returns, calls `prepare`, then
//! `misses` for each of the `policies`.

use std::cell::RefCell;

use highwater_cache_comparison::{Contender, contenders};
use highwater_workload::Workload;

thread_local! {
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static KEYS: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
    static CONTENDERS: Vec<Contender> = contenders();
}

/// Makes room for a text of a number of bytes, and returns its address.
// SAFETY: no other function of the module has the name, here and below.
#[unsafe(no_mangle)]
pub extern "C" fn text(length: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        *text = vec![0; length];
        text.as_mut_ptr()
    })
}

/// Makes the keys of the workload that the text names.
///
/// # Panics
/// If the text is no workload.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() {
    let workload: Workload = TEXT.with_borrow(|text| {
        let text = str::from_utf8(text).expect("UTF-8");
        text.parse().expect("a workload")
    });
    KEYS.set(workload.requests().map(|request| request.key).collect());
}

/// The number of policies.
#[unsafe(no_mangle)]
pub extern "C" fn policies() -> usize {
    CONTENDERS.with(Vec::len)
}

/// Requests the keys from a new cache of a number of entries. Returns the number of misses.
///
/// # Panics
/// If there is no such policy.
#[unsafe(no_mangle)]
pub extern "C" fn misses(policy: usize, entries: u32) -> f64 {
    let misses = CONTENDERS
        .with(|contenders| KEYS.with_borrow(|keys| contenders[policy].misses(entries, keys)));
    f64::from(u32::try_from(misses).expect("fewer than 2^32 requests"))
}
