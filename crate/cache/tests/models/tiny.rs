//! W-TinyLFU, with all words of its sketch.

use super::{Entry, Key, Model, Queue};

struct Sketch {
    words: Vec<[u8; 16]>,
    added: u64,
}

impl Sketch {
    fn new(entries: u64) -> Self {
        let words = usize::try_from(entries.max(1).next_power_of_two()).expect("few words");
        Self {
            words: vec![[0; 16]; words],
            added: 0,
        }
    }

    /// The counters of a key: the numbers of words, and within them.
    fn counters(&self, key: Key) -> Vec<(usize, usize)> {
        let mut mixed = u32::from(key);
        for _ in 0..2 {
            mixed = ((mixed >> 16) ^ mixed).wrapping_mul(0x045d_9f3b);
        }
        mixed = (mixed >> 16) ^ mixed;
        let seeds = [
            0xc3a5_c85c_97cb_3127,
            0xb492_b66f_be98_f273,
            0x9ae1_6a3b_2f90_404f,
            0xcbf2_9ce4_8422_2325_u64,
        ];
        let signed = i64::from(mixed.cast_signed()).cast_unsigned();
        (0..)
            .zip(seeds)
            .map(|(row, seed)| {
                let place = signed.wrapping_add(seed).wrapping_mul(seed);
                let place = place.wrapping_add(place >> 32) % self.words.len() as u64;
                let counter = (mixed as usize % 4) * 4 + row;
                (usize::try_from(place).expect("a word"), counter)
            })
            .collect()
    }

    fn frequency(&self, key: Key) -> u8 {
        let counters = self.counters(key).into_iter();
        let counts = counters.map(|(word, counter)| self.words[word][counter]);
        counts.min().expect("four counters")
    }

    fn increment(&mut self, key: Key) {
        let mut added = false;
        for (word, counter) in self.counters(key) {
            let count = &mut self.words[word][counter];
            if *count < 15 {
                *count += 1;
                added = true;
            }
        }
        self.added += u64::from(added);
        if added && self.added == 10 * self.words.len() as u64 {
            let mut odd = 0;
            for count in self.words.iter_mut().flatten() {
                odd += u64::from(*count % 2);
                *count /= 2;
            }
            self.added = (self.added - odd / 4) / 2;
        }
    }

    fn grow(&mut self, entries: usize) {
        while self.words.len() < entries {
            self.words.extend_from_within(..);
        }
    }
}

pub struct WTinyLfu {
    window: Queue,
    probation: Queue,
    protected: Queue,
    most_window: u64,
    most_protected: u64,
    sketch: Sketch,
    weighted: bool,
    candidates: usize,
    winning: bool,
}

impl WTinyLfu {
    pub fn new(limit: u64, weighted: bool) -> Self {
        let main = limit * 99 / 100;
        Self {
            window: Queue::default(),
            probation: Queue::default(),
            protected: Queue::default(),
            most_window: limit - main,
            most_protected: main * 8 / 10,
            sketch: Sketch::new(if weighted { 1 } else { limit }),
            weighted,
            candidates: 0,
            winning: false,
        }
    }

    fn shrink(&mut self, most: u64) {
        while self.window.weight() > most {
            let entry = self.window.pop().expect("an entry");
            self.probation.push(entry);
            self.candidates += 1;
        }
    }
}

impl Model for WTinyLfu {
    fn queues(&self) -> Vec<&Queue> {
        vec![&self.window, &self.probation, &self.protected]
    }

    fn look_up(&mut self, key: Key) {
        self.sketch.increment(key);
    }

    fn hit(&mut self, key: Key) {
        self.window.renew(key);
        self.protected.renew(key);
        if let Some(entry) = self.probation.take(key) {
            self.protected.push(entry);
            while self.protected.weight() > self.most_protected {
                let demoted = self.protected.pop().expect("an entry");
                self.probation.push(demoted);
            }
        }
    }

    fn evict(&mut self, (key, size): Entry) -> Option<Key> {
        self.shrink(self.most_window.saturating_sub(size));
        let all = self.probation.0.iter();
        let all = all.chain(&self.protected.0).chain(&self.window.0);
        let mut leaves = all.map(|entry| entry.0).next().expect("an entry");
        if size > self.most_window {
            let wins = self.sketch.frequency(key) > self.sketch.frequency(leaves);
            if !self.winning && !wins {
                self.candidates = 0;
                return None;
            }
            self.winning = true;
        } else if self.candidates > 0 {
            self.candidates -= 1;
            let candidate = self.probation.0.last().expect("a candidate").0;
            let wins = self.sketch.frequency(candidate) > self.sketch.frequency(leaves);
            if candidate != leaves && !wins {
                leaves = candidate;
            }
        }
        self.remove(leaves);
        Some(leaves)
    }

    fn admit(&mut self, newcomer: Entry) {
        self.window.push(newcomer);
        self.shrink(self.most_window);
        self.candidates = 0;
        self.winning = false;
        if self.weighted {
            let entries: usize = self.queues().iter().map(|queue| queue.0.len()).sum();
            self.sketch.grow(entries);
        }
    }

    fn remove(&mut self, key: Key) {
        self.window.take(key);
        self.probation.take(key);
        self.protected.take(key);
    }
}
