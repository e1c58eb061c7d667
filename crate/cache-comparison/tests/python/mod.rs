//! Caches of `CPython` and of cachetools, by `python3`.

use std::process::{Command, Stdio};

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
    let python = Command::new("python3")
        .arg("-c")
        .arg(format!("{import}\nSIZES = {sizes:?}\n{PROGRAM}"))
        .stdin(Stdio::null())
        .output();
    let Ok(output) = python else {
        eprintln!("skipped: no python3");
        return None;
    };
    let errors = String::from_utf8(output.stderr).expect("a text");
    if errors.contains("ModuleNotFoundError") {
        eprintln!("skipped: {}", errors.lines().last().unwrap_or_default());
        return None;
    }
    assert!(output.status.success(), "{errors}");
    let printed = String::from_utf8(output.stdout).expect("a text");
    let numbers = printed.split_whitespace();
    Some(
        numbers
            .map(|number| number.parse().expect("a number"))
            .collect(),
    )
}
