//! Requests and misses, compared with those of other programs in Python: the digests are those of
//! keys as 8 bytes each, little-endian.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};
use highwater_workload::{Sizes, Workload, optimal_misses};
use sha2::{Digest, Sha256};

fn keys(text: &str) -> Vec<u64> {
    let workload: Workload = text.parse().unwrap();
    workload.requests().map(|request| request.key).collect()
}

fn digest(keys: impl Iterator<Item = u64>) -> String {
    let mut sha = Sha256::new();
    keys.for_each(|key| sha.update(key.to_le_bytes()));
    let bytes = sha.finalize();
    bytes
        .iter()
        .fold(String::new(), |digits, it| digits + &format!("{it:02x}"))
}

/// A workload, the number of different keys, the first keys, and the digest of all.
type Expected = (&'static str, usize, [u64; 6], &'static str);

const EXPECTED: [Expected; 10] = [
    (
        "zipf:20000,200000,1",
        16_883,
        [213, 1393, 14759, 59, 59, 1666],
        "9c06546afdd5a542a32e8434b42f571f546265562be97aa1dfa4561b47e8d7cd",
    ),
    (
        "loop:1009,100900",
        1009,
        [1, 2, 3, 4, 5, 6],
        "5f315d53d3dd99856317819cb7a16eaf2254140a141775401d7fddf6dc09be87",
    ),
    (
        "scan-mix:5000,300000,9000,3000,7",
        79_995,
        [19, 1, 2028, 113, 34, 5],
        "f3ee87ae68c593e26547a3886b3c281d65c5c2908949e4ff27c741a73b94fe70",
    ),
    (
        "zipf:5000,50000,3,0.8",
        4862,
        [6, 1177, 703, 3, 24, 811],
        "00b5ffb5cfe18e1578fcf56b1c720b54340b94fa83f8909f800c6ecf6d53f8e8",
    ),
    (
        "zipf:5000,50000,3,1.25",
        2906,
        [1, 30, 14, 1, 1, 17],
        "ca2e2db9fc984fa42cf9057c0d309c46695a7c0200a116c515957c111ca348ea",
    ),
    (
        "zipf:5000,50000,3,2",
        311,
        [1, 2, 2, 1, 1, 2],
        "66f44d200868398846c854a96b3a901aa9c481620b3d0cf33fbd304f66e43278",
    ),
    (
        "zipf:1000,10000,18446744073709551615,0",
        1000,
        [894, 913, 220, 427, 706, 825],
        "f351506b7165fef6c9f187e2b9b0d3f04b570997ede8b1df5ae1b0c04b0a61af",
    ),
    (
        "shift:5000,100000,10000,500,9",
        8176,
        [278, 518, 6, 706, 6, 2],
        "e4b7fb096403f0fbc8c6b3ec88a940c98b3d5c667d828c45f084ce7a779c43e0",
    ),
    (
        "shift:100,1000,7,3,9",
        389,
        [19, 28, 2, 33, 2, 1],
        "cd5b1a6e773b6f23bce8f59fe0dd529ee9ae5a53b95f5e79a99d749e3950510c",
    ),
    (
        "exercise",
        1_250_000,
        [0, 1, 1, 2, 2, 3],
        "a5519153e0612f223d957763974df08978873b4028cae5973e1f2b9e2ee04388",
    ),
];

#[test]
fn the_keys_are_those_of_the_other_program() {
    for (text, different, first, expected) in EXPECTED {
        let keys = keys(text);
        assert_eq!(keys[..6], first, "{text}");
        let set: HashSet<u64> = keys.iter().copied().collect();
        assert_eq!(set.len(), different, "{text}");
        assert_eq!(digest(keys.into_iter()), expected, "{text}");
    }
}

#[test]
fn a_workload_of_ten_million_requests_is_the_same() {
    let workload: Workload = "zipf:1000000,10000000,42".parse().unwrap();
    assert_eq!(
        digest(workload.requests().map(|request| request.key)),
        "112b38019e9363563204ba9d744710ceb86bfd5283133c8edf28f58da52745af"
    );
}

#[test]
fn the_sizes_are_those_of_the_other_program() {
    let sizes: Vec<u64> = (1..=20_000).map(|key| Sizes::Skewed.of(key)).collect();
    assert_eq!(sizes[..8], [257, 782, 65, 138, 154, 64, 151, 630]);
    assert_eq!(sizes.iter().sum::<u64>(), 83_198_551);
    assert_eq!(sizes.iter().min(), Some(&64));
    assert_eq!(sizes.iter().max(), Some(&65_558));
    assert_eq!(Sizes::One.of(7), 1);
}

fn lru_misses(keys: &[u64], entries: usize) -> u64 {
    let bound: Bound = format!("lru:{entries}").parse().unwrap();
    let mut cache = Cache::new(bound, FixedState::default());
    for &key in keys {
        if cache.get(&key).is_none() {
            cache.insert(key, ());
        }
    }
    cache.lifetime().misses
}

/// The size of a cache, the misses of LRU, and the fewest misses.
type Misses = (usize, u64, u64);

const MISSES: [(&str, &[Misses]); 3] = [
    (
        "zipf:20000,200000,1",
        &[
            (1, 196_971, 196_971),
            (3, 191_542, 166_293),
            (11, 175_482, 136_668),
            (499, 94_066, 61_009),
            (2003, 61_515, 36_223),
            (9973, 23_792, 16_883),
        ],
    ),
    (
        "loop:1009,100900",
        &[
            (1, 100_900, 100_900),
            (11, 100_900, 99_900),
            (503, 100_900, 51_103),
            (1009, 1009, 1009),
        ],
    ),
    (
        "scan-mix:5000,300000,9000,3000,7",
        &[
            (1, 295_662, 295_662),
            (11, 264_295, 217_354),
            (499, 156_866, 120_158),
            (2003, 128_195, 90_722),
        ],
    ),
];

#[test]
fn the_misses_are_those_of_the_other_program() {
    for (text, cells) in MISSES {
        let keys = keys(text);
        for &(entries, lru, optimal) in cells {
            assert_eq!(lru_misses(&keys, entries), lru, "{text}, {entries}");
            assert_eq!(optimal_misses(&keys, entries), optimal, "{text}, {entries}");
        }
    }
}
