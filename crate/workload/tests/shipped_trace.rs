//! The trace of sympy's calls.

use std::collections::HashSet;
use std::path::Path;

use foldhash::fast::FixedState;
use highwater_cache::{Bound, Cache};
use highwater_workload::{Request, Trace};

#[test]
fn the_trace_has_the_misses_of_functools() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces/sympy.keys.gz");
    let requests = Trace::open(path).unwrap().read_all().unwrap();
    assert_eq!(requests.len(), 126_967);
    let first: Vec<u64> = requests[..12].iter().map(|request| request.key).collect();
    assert_eq!(first, [1, 2, 3, 4, 2, 5, 2, 6, 2, 7, 8, 9]);
    let keys: HashSet<Request> = requests.iter().copied().collect();
    assert_eq!(keys.len(), 16_513);
    // The misses of functools.lru_cache.
    for (entries, misses) in [
        (1, 119_196),
        (10, 82_795),
        (100, 32_411),
        (1000, 19_584),
        (10_000, 16_602),
    ] {
        let bound: Bound = format!("lru:{entries}").parse().unwrap();
        let mut cache = Cache::new(bound, FixedState::default());
        for request in &requests {
            if cache.get(&request.key).is_none() {
                cache.insert(request.key, ());
            }
        }
        assert_eq!(cache.lifetime().misses, misses, "{entries}");
    }
}
