//! Damaged debug files: an error, or fewer frames.

use std::fs;
use std::path::Path;

use highwater_symbols::Symbols;
use proptest::prelude::*;

use crate::hand_written::program;
use crate::reading::check;

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
        check(&file);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        check(&bytes);
    }
}

#[test]
fn every_seed_of_the_fuzz_target_is_opened() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/open_symbols");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = fs::read(&path).unwrap();
        check(&file);
        assert!(Symbols::open(&file).is_ok(), "{}", path.display());
        count += 1;
    }
    assert!(count > 2);
}

#[test]
fn files_cut_off_are_read() {
    for version in [4, 5] {
        let file = program(version);
        for length in 0..file.len() {
            check(&file[..length]);
        }
    }
}
