//! The interpreter's source of random numbers: the same in each run, so that equal programs have
//! equal runs.

use std::sync::atomic::{AtomicU64, Ordering};

static STATE: AtomicU64 = AtomicU64::new(0x9e37_79b9_7f4a_7c15);

/// Fills `length` bytes at `destination` by `splitmix64`.
///
/// # Safety
/// `destination` must be valid for writes of `length` bytes, and not be accessed otherwise during
/// the call.
// The calling crate sets the signature.
#[allow(clippy::unnecessary_wraps)]
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    destination: *mut u8,
    length: usize,
) -> Result<(), getrandom::Error> {
    for index in 0..length {
        // SAFETY: the index is less than the length.
        unsafe { destination.add(index).write(next()) };
    }
    Ok(())
}

fn next() -> u8 {
    let state = STATE
        .load(Ordering::Relaxed)
        .wrapping_add(0x9e37_79b9_7f4a_7c15);
    STATE.store(state, Ordering::Relaxed);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)).to_le_bytes()[0]
}
