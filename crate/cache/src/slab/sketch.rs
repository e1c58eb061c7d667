//! A sketch of the frequency of keys: Caffeine's count-min sketch of four-bit counters.

use hashbrown::HashTable;

use crate::slab::history::{HistoryScope, within};

const SEEDS: [u64; 4] = [
    0xc3a5_c85c_97cb_3127,
    0xb492_b66f_be98_f273,
    0x9ae1_6a3b_2f90_404f,
    0xcbf2_9ce4_8422_2325,
];

/// The lowest bit of each counter in a word.
const ONES: u64 = 0x1111_1111_1111_1111;

/// Frequencies up to 15 of hashes, estimated from four counters each, of which the smallest counts.
///
/// After ten times as many increments as words, all counters are halved: recent requests count
/// more. The number of words is a power of two that is at least the number of entries of the cache.
pub(crate) struct Sketch {
    words: Words,
    mask: u64,
    /// Increments since the counters were halved.
    added: u64,
    scope: Option<HistoryScope>,
}

/// Words of 16 counters.
enum Words {
    /// The words that are not zero, while they are few.
    Few(HashTable<(u32, u64)>),
    All(Vec<u64>),
}

impl Sketch {
    /// A sketch for this number of entries.
    pub(crate) fn new(entries: u64) -> Self {
        Self {
            words: Words::Few(HashTable::new()),
            mask: entries.max(1).next_power_of_two() - 1,
            added: 0,
            scope: None,
        }
    }

    /// Sets the scope of allocations.
    pub(crate) fn set_scope(&mut self, scope: HistoryScope) {
        self.scope = Some(scope);
    }

    /// Doubles the number of words until it is at least the number of entries. Each counter is
    /// copied, so no estimate changes.
    pub(crate) fn grow(&mut self, entries: u64) {
        while self.mask + 1 < entries {
            let half = self.mask + 1;
            within(self.scope, || self.words.double(half));
            self.mask = 2 * half - 1;
        }
    }

    /// The estimated number of increments of a hash.
    pub(crate) fn frequency(&self, hash: u64) -> u64 {
        let counts = self.counters(hash).map(|it| self.words.count(it));
        counts.into_iter().fold(15, u64::min)
    }

    /// Counts a hash.
    pub(crate) fn increment(&mut self, hash: u64) {
        let mut added = false;
        for (place, shift) in self.counters(hash) {
            if self.words.count((place, shift)) < 15 {
                self.words.add(place, 1 << shift, self.mask, self.scope);
                added = true;
            }
        }
        if added {
            self.added += 1;
            if self.added == 10 * (self.mask + 1) {
                let odd = self.words.halve();
                self.added = (self.added - (odd >> 2)) >> 1;
            }
        }
    }

    /// The words and shifts of the counters of a hash.
    fn counters(&self, hash: u64) -> [(u32, u32); 4] {
        let mut mixed = number(hash ^ hash >> 32);
        mixed = (mixed >> 16 ^ mixed).wrapping_mul(0x045d_9f3b);
        mixed = (mixed >> 16 ^ mixed).wrapping_mul(0x045d_9f3b);
        mixed ^= mixed >> 16;
        let start = (mixed & 3) << 2;
        // Sign-extended, as in Java.
        let wide = i64::from(mixed.cast_signed()).cast_unsigned();
        [0, 1, 2, 3].map(|row| {
            let seed = SEEDS[row as usize];
            let place = wide.wrapping_add(seed).wrapping_mul(seed);
            let place = place.wrapping_add(place >> 32);
            (number(place & self.mask), (start + row) << 2)
        })
    }
}

impl Words {
    /// A counter, by its word and shift.
    fn count(&self, (place, shift): (u32, u32)) -> u64 {
        let word = match self {
            Self::Few(few) => few
                .find(spread(place), |&(other, _)| other == place)
                .map_or(0, |&(_, word)| word),
            Self::All(words) => words[place as usize],
        };
        word >> shift & 15
    }

    /// A second copy of all words, which are this number.
    fn double(&mut self, half: u64) {
        match self {
            Self::All(words) => words.extend_from_within(..),
            Self::Few(few) => {
                let words: Vec<(u32, u64)> = few.iter().copied().collect();
                for (place, word) in words {
                    let place = place | number(half);
                    few.insert_unique(spread(place), (place, word), |&(place, _)| spread(place));
                }
            }
        }
    }

    fn add(&mut self, place: u32, one: u64, mask: u64, scope: Option<HistoryScope>) {
        match self {
            Self::All(words) => words[place as usize] += one,
            Self::Few(few) => {
                if let Some((_, word)) = few.find_mut(spread(place), |&(other, _)| other == place) {
                    *word += one;
                    return;
                }
                within(scope, || {
                    few.insert_unique(spread(place), (place, one), |&(place, _)| spread(place));
                });
                // A word takes 17 bytes in the table, which is at least seven sixteenths full.
                if few.len() as u64 > mask / 5 {
                    within(scope, || self.spread_out(mask));
                }
            }
        }
    }

    /// Changes to a vector of all words.
    fn spread_out(&mut self, mask: u64) {
        if let Self::Few(few) = self {
            let few = std::mem::take(few);
            // The few words, of which there are more than a fifth, are in memory.
            let mut words = vec![0; usize::try_from(mask + 1).unwrap_or(usize::MAX)];
            for (place, word) in few {
                words[place as usize] = word;
            }
            *self = Self::All(words);
        }
    }

    /// Halves all counters. Returns the number of odd ones.
    fn halve(&mut self) -> u64 {
        let mut odd = 0;
        let mut halve = |word: &mut u64| {
            odd += u64::from((*word & ONES).count_ones());
            *word = *word >> 1 & (ONES * 7);
        };
        match self {
            Self::All(words) => words.iter_mut().for_each(&mut halve),
            Self::Few(few) => {
                few.iter_mut().for_each(|(_, word)| halve(word));
                few.retain(|&mut (_, word)| word != 0);
            }
        }
        odd
    }
}

/// The lower 32 bits.
#[allow(clippy::cast_possible_truncation)]
const fn number(wide: u64) -> u32 {
    wide as u32
}

/// A hash of a word's place.
const fn spread(place: u32) -> u64 {
    (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
