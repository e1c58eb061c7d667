//! The workload `exercise`, compared with the exercise.

use std::cell::Cell;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache, Policy};
use highwater_exercise::{Exercise, RunObserver, planned_calls};
use highwater_workload::Workload;

thread_local! { static MISSES: Cell<u64> = const { Cell::new(0) } }

struct CountMisses;

impl RunObserver for CountMisses {
    fn miss() {
        MISSES.set(MISSES.get() + 1);
    }
}

#[test]
fn a_cache_has_the_misses_of_the_exercise() {
    for ranges in ["1", "2", "3", "50", "20,1,7"] {
        let workload: Workload = format!("exercise:{ranges}").parse().unwrap();
        let ranges = ranges.parse().unwrap();
        for bound in ["unbounded", "lru:1", "lru:2", "lru:19", "lru:400"] {
            let policy: Policy = format!("class/{bound}").parse().unwrap();
            Exercise::<CountMisses>::new(policy).run(&ranges).unwrap();
            let bound: Bound = bound.parse().unwrap();
            let mut cache = Cache::new(bound, FixedState::default());
            let mut requests = 0;
            for request in workload.requests() {
                requests += 1;
                if cache.get(&request.key).is_none() {
                    cache.insert(request.key, ());
                }
            }
            assert_eq!(cache.lifetime().misses, MISSES.take(), "{policy}, {ranges}");
            assert_eq!(Some(requests), planned_calls(&policy, &ranges));
        }
    }
}
