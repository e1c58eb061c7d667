//! The garbage collections of a run.

use highwater_capture::CollectionRecord;
use serde::Serialize;

/// The most entries a list of collections has: about as many as a plot has room to mark.
const MOST: usize = 512;

/// How many generations there are.
const GENERATIONS: usize = CollectionRecord::OLDEST as usize + 1;

/// Collections of a run added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CollectionTotals {
    /// How many there were, by the oldest generation that each collected.
    pub count: [u64; GENERATIONS],
    /// Objects found to be garbage.
    pub collected: u64,
    /// Bytes freed.
    pub freed: u64,
}

/// A garbage collection, or several that were near one another and are merged into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collection {
    /// The ticks when it came, or when the first of them did.
    pub ticks: u64,
    /// The oldest generation that was collected.
    pub generation: u8,
    /// Objects found to be garbage, by all of them.
    pub collected: u64,
    /// Bytes freed, by all of them.
    pub freed: u64,
    /// How many they are.
    pub count: u64,
}

impl Collection {
    /// Takes in a later one.
    fn add(&mut self, later: &Self) {
        self.generation = self.generation.max(later.generation);
        self.collected += later.collected;
        self.freed += later.freed;
        self.count += later.count;
    }
}

/// The collections of a run of any length: their totals, and a list of at most 512 entries.
///
/// Each collection is an entry of its own until there are too many. Then those at equal ticks
/// become one, and after that, as often as it takes, those in equal stretches of ticks, whose
/// width is a power of two that doubles. All of it depends on the records alone, so equal runs
/// have equal lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Collections {
    pub(crate) totals: CollectionTotals,
    entries: Vec<Collection>,
    /// The logarithm of a stretch's width in ticks; `None` while each entry is one collection.
    width: Option<u32>,
}

impl Collections {
    /// Adds a collection at this many ticks, which never fall. Answers `None` when the sums
    /// cannot hold it.
    pub(crate) fn add(&mut self, ticks: u64, record: &CollectionRecord) -> Option<()> {
        let &CollectionRecord {
            generation,
            collected,
            freed,
        } = record;
        let totals = &mut self.totals;
        *totals.count.get_mut(usize::from(generation))? += 1;
        totals.collected = totals.collected.checked_add(collected)?;
        totals.freed = totals.freed.checked_add(freed)?;
        self.push(Collection {
            ticks,
            generation,
            collected,
            freed,
            count: 1,
        });
        while self.entries.len() > MOST {
            self.width = Some(self.width.map_or(0, |width| width + 1));
            for entry in std::mem::take(&mut self.entries) {
                self.push(entry);
            }
        }
        Some(())
    }

    /// The entries, in the order of time.
    pub(crate) fn entries(&self) -> &[Collection] {
        &self.entries
    }

    /// Puts an entry behind the others, or into the last where both are in one stretch.
    fn push(&mut self, entry: Collection) {
        match (self.width, self.entries.last_mut()) {
            (Some(width), Some(last)) if last.ticks >> width == entry.ticks >> width => {
                last.add(&entry);
            }
            _ => self.entries.push(entry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A collection and the ticks since the one before.
    fn step() -> impl Strategy<Value = (u64, CollectionRecord)> {
        let ticks = prop_oneof![4 => 0..3u64, 2 => 0..500u64, 1 => 0..u64::MAX / 4000];
        let record = (0..=CollectionRecord::OLDEST, 0..1000u64, 0..1_000_000u64);
        (ticks, record).prop_map(|(ticks, (generation, collected, freed))| {
            let record = CollectionRecord {
                generation,
                collected,
                freed,
            };
            (ticks, record)
        })
    }

    /// The collections one by one, with the ticks at each.
    fn all_of(steps: &[(u64, CollectionRecord)]) -> Vec<Collection> {
        let mut ticks = 0;
        let collection = |(step, record): &(u64, CollectionRecord)| {
            ticks += step;
            Collection {
                ticks,
                generation: record.generation,
                collected: record.collected,
                freed: record.freed,
                count: 1,
            }
        };
        steps.iter().map(collection).collect()
    }

    fn collections_of(steps: &[(u64, CollectionRecord)]) -> Collections {
        let mut collections = Collections::default();
        let mut ticks = 0;
        for (step, record) in steps {
            ticks += step;
            collections.add(ticks, record).unwrap();
        }
        collections
    }

    fn merged(some: &[Collection]) -> Collection {
        Collection {
            ticks: some[0].ticks,
            generation: some.iter().map(|one| one.generation).max().unwrap(),
            collected: some.iter().map(|one| one.collected).sum(),
            freed: some.iter().map(|one| one.freed).sum(),
            count: some.len() as u64,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_list_is_bounded_and_adds_up_to_all_of_them(
            steps in proptest::collection::vec(step(), 1..2000),
        ) {
            let all = all_of(&steps);
            let collections = collections_of(&steps);
            let entries = collections.entries();
            prop_assert!(entries.len() <= MOST);
            prop_assert!(entries.is_sorted_by_key(|entry| entry.ticks));
            // Each entry is what all collections of its stretch come to, none of them lost.
            let expected: Vec<Collection> = match collections.width {
                None => all.clone(),
                Some(width) => all
                    .chunk_by(|a, b| a.ticks >> width == b.ticks >> width)
                    .map(merged)
                    .collect(),
            };
            prop_assert_eq!(entries, expected);
            let of = |generation| {
                all.iter().filter(|one| usize::from(one.generation) == generation).count() as u64
            };
            let totals = CollectionTotals {
                count: [of(0), of(1), of(2)],
                collected: all.iter().map(|one| one.collected).sum(),
                freed: all.iter().map(|one| one.freed).sum(),
            };
            prop_assert_eq!(collections.totals, totals);
            // No narrower stretches would have done.
            let narrower = match collections.width {
                None => 0,
                Some(0) => all.len(),
                Some(width) => all
                    .chunk_by(|a, b| a.ticks >> (width - 1) == b.ticks >> (width - 1))
                    .count(),
            };
            prop_assert!(collections.width.is_none() || narrower > MOST);
        }
    }

    #[test]
    fn the_first_to_become_one_are_those_at_equal_ticks() {
        let one = |step| {
            let record = CollectionRecord {
                generation: 0,
                collected: 8,
                freed: 100,
            };
            (step, record)
        };
        let mut steps = vec![one(5); MOST - 1];
        steps.push(one(0));
        assert_eq!(collections_of(&steps).entries(), all_of(&steps));
        steps.push(one(5));
        let entries = collections_of(&steps);
        let entries = entries.entries();
        assert_eq!(entries.len(), MOST);
        let twice = entries[MOST - 2];
        assert_eq!((twice.count, twice.collected, twice.freed), (2, 16, 200));
        assert!(entries.iter().filter(|entry| entry.count != 1).count() == 1);
    }

    #[test]
    fn sums_that_do_not_fit_are_refused() {
        let most = CollectionRecord {
            generation: 2,
            collected: u64::MAX,
            freed: 0,
        };
        let mut collections = Collections::default();
        assert_eq!(collections.add(0, &most), Some(()));
        assert_eq!(collections.add(0, &most), None);
    }
}
