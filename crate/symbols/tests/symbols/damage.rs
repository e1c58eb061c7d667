//! Damaged debug files: an error, or fewer frames.

use highwater_symbols::Symbols;
use proptest::prelude::*;

use crate::hand_written::program;

/// Resolves all offsets.
fn read(file: &[u8]) {
    if let Ok(symbols) = Symbols::open(file) {
        for offset in 0..84 {
            symbols.resolve(offset);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn changed_bytes_are_read(
        version in 4_u16..=5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = program(version);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        read(&file);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes);
    }
}

#[test]
fn files_cut_off_are_read() {
    for version in [4, 5] {
        let file = program(version);
        for length in 0..file.len() {
            read(&file[..length]);
        }
    }
}
