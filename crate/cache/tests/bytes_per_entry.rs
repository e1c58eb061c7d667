//! The memory of each policy for an entry, in a table: `cargo test --package highwater-cache --test
//! bytes_per_entry -- --nocapture`.

mod counting;
mod traces;

use counting::LIVE;
use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};
use traces::keys;

/// The numbers of entries.
const SIZES: [u32; 3] = [1_000, 10_000, 100_000];

/// The most bytes for an entry at the largest size, with ghosts and sketches.
const LIMITS: [(&str, f64); 11] = [
    ("fifo", 50.0),
    ("lru-slab", 50.0),
    ("clock", 50.0),
    ("sieve", 50.0),
    ("lfu", 50.0),
    ("w-tinylfu", 60.0),
    ("slru", 60.0),
    ("2q", 62.0),
    ("s3-fifo", 73.0),
    ("arc", 80.0),
    ("lirs", 80.0),
];

/// Bytes for an entry of a number by a number after requests: of the cache, its table, links,
/// ghosts and sketch.
fn bytes(name: &str, size: u32, requests: &[u64]) -> f64 {
    let bound: Bound = format!("{name}:{size}").parse().expect(name);
    let before = LIVE.get();
    let mut cache: Cache<u64, u64, FixedState> = Cache::new(bound, FixedState::default());
    for &key in requests {
        if cache.get(&key).is_none() {
            cache.insert(key, key);
        }
    }
    cache.validate();
    let live = LIVE.get() - before;
    f64::from(i32::try_from(live).expect("less than 2 GB")) / f64::from(size)
}

#[test]
fn an_entry_takes_few_bytes() {
    let names: Vec<&str> = Bound::ALL
        .iter()
        .filter(|kind| kind.parameter.is_some())
        .map(|kind| kind.name)
        .collect();
    let columns = SIZES.map(|size| {
        let stored: Vec<u64> = (0..u64::from(size)).collect();
        let requests = keys(&format!("zipf:{0},{0},1", 10 * size));
        let row = |name: &&str| [bytes(name, size, &stored), bytes(name, size, &requests)];
        names.iter().map(row).collect::<Vec<_>>()
    });
    println!(
        "Bytes for an entry of u64 to u64: filled once / after 10 n requests by Zipf of 10 n keys"
    );
    println!(
        "{:10} {:>15} {:>15} {:>15}",
        "entries", 1_000, 10_000, 100_000
    );
    for (row, name) in names.iter().enumerate() {
        let cell = |column: &Vec<[f64; 2]>| {
            let [filled, requested] = column[row];
            format!("{filled:.1} / {requested:.1}")
        };
        let [first, second, third] = columns.each_ref().map(cell);
        println!("{name:10} {first:>15} {second:>15} {third:>15}");
    }
    for (name, limit) in LIMITS {
        let row = names.iter().position(|other| *other == name).expect(name);
        let [filled, requested] = columns[2][row];
        assert!(filled <= limit, "{name}: {filled} bytes");
        assert!(requested <= limit, "{name}: {requested} bytes");
    }
}
