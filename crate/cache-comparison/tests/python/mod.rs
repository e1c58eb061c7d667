//! Caches of `CPython` and of cachetools, by `python3`.

use crate::python3::printed;

/// The definitions of the caches, by their name in the table.
pub const CACHES: [(&str, &str); 2] = [
    (
        "CPython lru_cache",
        "from functools import lru_cache as cache",
    ),
    (
        "cachetools lru_cache",
        "from cachetools.func import lru_cache as cache",
    ),
];

/// Fills a cache with integers by integer, which are objects of their own.
const PROGRAM: &str = "
import gc, tracemalloc
def bytes_for_an_entry(size):
    gc.collect()
    tracemalloc.start()
    call = cache(maxsize=size)(lambda key: key + 2**40)
    for key in range(size):
        call(key + 2**41)
    assert call.cache_info()[1:] == (size, size, size)
    live, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return live / size
print(*map(bytes_for_an_entry, SIZES))
";

/// Bytes for an entry of each size, once filled; `None` without `python3`, or without the module.
pub fn bytes(import: &str, sizes: &[u32]) -> Option<Vec<f64>> {
    let printed = printed(&format!("{import}\nSIZES = {sizes:?}\n{PROGRAM}"))?;
    let numbers = printed.split_whitespace();
    Some(
        numbers
            .map(|number| number.parse().expect("a number"))
            .collect(),
    )
}
