//! Small runs through the public functions.

use crate::{advance, error, finish, outcome, start};
use highwater_report::{Collection, CollectionTotals, Report};
use highwater_run_result::{CacheTotals, Instances, RunResult};
use wasm_bindgen_test::wasm_bindgen_test;

use super::host::{CollectingHost, Finished, Settings, message, report_on, run};

const BUG: Settings<'_> = Settings {
    policy: "class/unbounded",
    ranges: "50,100",
    traced: true,
};

/// The results of a run of ranges 50 and 100 under a policy.
struct Expected {
    policy: &'static str,
    currsize: [u64; 2],
    maxsize: Option<u64>,
    evictions: u64,
    clears: u64,
    instances: (u64, u64),
    memory: ExpectedMemory,
}

/// Memory of a run, in bytes and counts.
#[derive(Debug, PartialEq)]
struct ExpectedMemory {
    peak_live: u64,
    end_live: u64,
    allocations: u64,
    deallocations: u64,
    allocated_bytes: u64,
}

const EXPECTED: [Expected; 6] = [
    Expected {
        policy: "class/unbounded",
        currsize: [2500, 12_500],
        maxsize: None,
        evictions: 0,
        clears: 0,
        instances: (150, 150),
        memory: ExpectedMemory {
            peak_live: 837_612,
            end_live: 837_572,
            allocations: 48_367,
            deallocations: 12_489,
            allocated_bytes: 1_430_596,
        },
    },
    Expected {
        policy: "instance/unbounded",
        currsize: [50, 100],
        maxsize: None,
        evictions: 0,
        clears: 0,
        instances: (2, 0),
        memory: ExpectedMemory {
            peak_live: 6568,
            end_live: 0,
            allocations: 36_854,
            deallocations: 36_854,
            allocated_bytes: 1_346_616,
        },
    },
    Expected {
        policy: "instance/unbounded/gc",
        currsize: [50, 100],
        maxsize: None,
        evictions: 0,
        clears: 0,
        // With the 88th instance, 8 containers each are more than 700 for the first time; the one
        // in use stays, and so do all that are created after the last collection.
        instances: (88, 64),
        memory: ExpectedMemory {
            peak_live: 409_092,
            end_live: 409_044,
            allocations: 36_860,
            deallocations: 24_598,
            allocated_bytes: 1_347_624,
        },
    },
    Expected {
        policy: "instance/unbounded/nogc",
        currsize: [50, 100],
        maxsize: None,
        evictions: 0,
        clears: 0,
        instances: (150, 150),
        memory: ExpectedMemory {
            peak_live: 757_980,
            end_live: 757_932,
            allocations: 36_861,
            deallocations: 13_183,
            allocated_bytes: 1_348_648,
        },
    },
    Expected {
        policy: "class/lru:128",
        currsize: [128, 128],
        maxsize: Some(128),
        evictions: 12_500 - 128,
        clears: 0,
        instances: (4, 2),
        memory: ExpectedMemory {
            peak_live: 15_112,
            end_live: 14_988,
            allocations: 48_492,
            deallocations: 47_986,
            allocated_bytes: 1_146_940,
        },
    },
    Expected {
        policy: "class/unbounded/clear:10",
        currsize: [0, 0],
        maxsize: None,
        evictions: 0,
        clears: 5 + 10,
        instances: (10, 0),
        memory: ExpectedMemory {
            peak_live: 80_420,
            end_live: 0,
            allocations: 48_499,
            deallocations: 48_499,
            allocated_bytes: 1_597_036,
        },
    },
];

fn memory_of(result: &RunResult) -> ExpectedMemory {
    let memory = &result.memory;
    ExpectedMemory {
        peak_live: memory.peak_live,
        end_live: memory.end_live,
        allocations: memory.allocations,
        deallocations: memory.deallocations,
        allocated_bytes: memory.allocated_bytes,
    }
}

/// The number of results by their last digit, like in `CPython`.
fn digits(counts: [u64; 10]) -> std::collections::BTreeMap<usize, u64> {
    counts.into_iter().enumerate().collect()
}

#[wasm_bindgen_test]
fn each_policy_has_its_exact_numbers() {
    for expected in EXPECTED {
        let policy = expected.policy;
        let finished = Settings { policy, ..BUG }.run();
        assert_eq!(finished.outcome, 0, "{policy}");
        let result = finished.result();
        assert_eq!(result.policy, policy);
        assert_eq!(result.ranges, [50, 100]);
        assert!(result.traced);
        assert_eq!(result.calls, 24_700, "{policy}");
        // Hits and misses are the same for all policies with a cache.
        let phases: Vec<_> = result
            .phases
            .iter()
            .map(|phase| (phase.range, phase.hits, phase.misses, phase.currsize))
            .collect();
        let [first, second] = expected.currsize;
        assert_eq!(
            phases,
            [(50, 2400, 2500, first), (100, 9800, 10_000, second)],
            "{policy}"
        );
        assert_eq!(
            result.phases[0].last_digits,
            digits([920, 90, 220, 90, 220, 290, 270, 90, 220, 90])
        );
        assert_eq!(
            result.phases[1].last_digits,
            digits([3790, 330, 890, 330, 890, 1230, 990, 330, 890, 330])
        );
        assert_eq!(
            result.cache,
            CacheTotals {
                hits: 12_200,
                misses: 12_500,
                currsize: second,
                maxsize: expected.maxsize,
                evictions: expected.evictions,
                clears: expected.clears,
            },
            "{policy}"
        );
        let (peak, end) = expected.instances;
        assert_eq!(result.instances, Instances { peak, end }, "{policy}");
        assert_eq!(memory_of(&result), expected.memory, "{policy}");
    }
}

#[wasm_bindgen_test]
fn without_a_cached_result_every_call_computes() {
    for (policy, misses, maxsize) in [
        ("none/unbounded", 0, None),
        ("class/lru:0", 16_900, Some(0)),
        ("instance/lru:0", 16_900, Some(0)),
    ] {
        let ranges = "20,30";
        let finished = Settings {
            policy,
            ranges,
            ..BUG
        }
        .run();
        assert_eq!(finished.outcome, 0, "{policy}");
        let result = finished.result();
        assert_eq!(result.calls, 16_900, "{policy}");
        let cache = CacheTotals {
            hits: 0,
            misses,
            currsize: 0,
            maxsize,
            evictions: 0,
            clears: 0,
        };
        assert_eq!(result.cache, cache, "{policy}");
        assert_eq!(
            result.phases[1].last_digits,
            digits([318, 36, 78, 36, 78, 96, 108, 36, 78, 36])
        );
        assert_eq!(result.memory.end_live, 0, "{policy}");
    }
}

#[wasm_bindgen_test]
fn finish_releases_the_memory_of_a_run() {
    for Expected { policy, .. } in EXPECTED {
        let Finished { report, .. } = Settings { policy, ..BUG }.run();
        let memory = report.memory();
        assert_eq!(memory.live, 0, "{policy}");
        assert_eq!(memory.allocations, memory.deallocations, "{policy}");
    }
}

#[wasm_bindgen_test]
fn the_capture_has_the_settings_and_arrives_during_the_run() {
    let finished = BUG.run();
    let settings: Vec<_> = finished.report.program().settings.iter().collect();
    let settings: Vec<_> = settings
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        settings,
        [
            ("engine", concat!("rust ", env!("CARGO_PKG_VERSION"))),
            ("growth", "adaptive"),
            ("policy", "class/unbounded"),
            ("ranges", "50,100"),
        ]
    );
    // Records are passed on every 4096 calls and at the end; the release follows.
    let mut report = Report::new();
    let mut calls: Vec<u64> = finished
        .host
        .capture()
        .iter()
        .map(|chunk| {
            report.feed(chunk, 0.0).expect("the capture is sound");
            report.program().ticks()
        })
        .collect();
    let mut expected: Vec<u64> = (1..=6).map(|step| step * 4096).collect();
    expected.push(24_700);
    assert!(calls.ends_with(&[24_700, 24_700]), "{calls:?}");
    calls.dedup();
    assert_eq!(calls, expected);
}

#[wasm_bindgen_test]
fn the_curve_ends_with_the_workload_and_has_the_peak() {
    let finished = BUG.run();
    let samples = finished.report.curve();
    let most = samples.iter().max_by_key(|sample| sample.live).unwrap();
    assert_eq!((most.live, most.ticks), (837_612, 24_700));
    let last = samples.last().unwrap();
    assert_eq!((last.ticks, last.live), (24_700, 837_572));
    let drawn = |name| {
        let index = finished.report.program().drawn_index(name);
        last.drawn[index.expect("a drawn counter")]
    };
    assert_eq!((drawn("instances"), drawn("entries")), (150, 12_500));
}

#[wasm_bindgen_test]
fn an_untraced_run_has_the_same_totals() {
    for Expected { policy, memory, .. } in EXPECTED {
        let finished = Settings {
            policy,
            traced: false,
            ..BUG
        }
        .run();
        let result = finished.result();
        assert!(!result.traced);
        assert_eq!(result.memory.peak_call, None);
        assert_eq!(memory_of(&result), memory, "{policy}");
        assert_eq!(result.calls, 24_700, "{policy}");
    }
}

#[wasm_bindgen_test]
fn finishing_twice_is_harmless() {
    let host = CollectingHost::connected();
    run("class/unbounded", "50,100", "adaptive", None, true)
        .ok()
        .unwrap();
    finish();
    let once = report_on(&host.capture());
    finish();
    let twice = report_on(&host.capture());
    assert_eq!(once.memory(), twice.memory());
    assert_eq!(once.program(), twice.program());
    assert_eq!(outcome(), 0);
}

#[wasm_bindgen_test]
fn a_run_refused_for_its_settings_passes_on_nothing() {
    // The messages are those of the settings' own errors.
    let policy = "klass/unbounded"
        .parse::<highwater_cache::Policy>()
        .unwrap_err();
    let ranges = "0".parse::<highwater_exercise::Ranges>().unwrap_err();
    let growth = "1MB".parse::<highwater_tracer::Growth>().unwrap_err();
    for (settings, words) in [
        (["klass/unbounded", "50", "adaptive"], policy.to_string()),
        (["class/unbounded", "0", "adaptive"], ranges.to_string()),
        (["class/unbounded", "50", "1MB"], growth.to_string()),
    ] {
        let host = CollectingHost::connected();
        let [policy, ranges, growth] = settings;
        let refused = run(policy, ranges, growth, None, true).expect_err("a bad setting");
        assert_eq!(message(refused), words);
        assert!(host.capture().is_empty());
    }
}

#[wasm_bindgen_test]
fn pythons_recursion_limit_ends_a_run_with_pythons_message() {
    let finished = Settings {
        policy: "none/unbounded",
        ranges: "5,1010",
        ..BUG
    }
    .run();
    assert_eq!(finished.outcome, 3);
    let words = error().expect("an error");
    assert!(
        words.starts_with("RecursionError: maximum recursion depth exceeded"),
        "{words}"
    );
    // Earlier results are reported, and all memory is released.
    assert_eq!(finished.result().phases.len(), 1);
    assert_eq!(finished.report.memory().live, 0);
    // The next run is not affected.
    assert_eq!(BUG.run().outcome, 0);
    assert_eq!(error(), None);
}

#[wasm_bindgen_test]
fn finishing_without_a_run_passes_on_nothing() {
    BUG.run();
    let host = CollectingHost::connected();
    assert!(run("klass/unbounded", "50", "adaptive", None, true).is_err());
    finish();
    assert!(host.capture().is_empty());
}

#[wasm_bindgen_test]
fn a_step_is_one_instance_with_none_after_the_last() {
    let host = CollectingHost::connected();
    assert!(!advance(), "nothing was started");
    start("class/lru:1", "3,5", "adaptive", None, true, None)
        .ok()
        .unwrap();
    let more: Vec<bool> = std::iter::repeat_with(advance).take(9).collect();
    assert_eq!(
        more,
        [true, true, true, true, true, true, true, false, false]
    );
    assert_eq!(outcome(), 0);
    finish();
    // Addresses depend on earlier tests in this instance, unlike these numbers.
    let numbers = |report: &Report| {
        let memory = report.memory();
        (
            report.program().clone(),
            (memory.peak, memory.peak_ticks, memory.live),
            (memory.allocations, memory.deallocations),
            memory.allocated_bytes,
        )
    };
    let whole = Settings {
        policy: "class/lru:1",
        ranges: "3,5",
        ..BUG
    };
    assert_eq!(
        numbers(&report_on(&host.capture())),
        numbers(&whole.run().report)
    );
}

#[wasm_bindgen_test]
fn collections_are_reported_with_the_bytes_freed_traced_or_not() {
    for traced in [true, false] {
        let of = |policy| {
            let finished = Settings {
                policy,
                traced,
                ..BUG
            }
            .run();
            (
                finished.result().collections,
                finished.report.collections().to_vec(),
            )
        };
        // At the 88th instance, the 38th of the second range, all but two are freed: 8 containers
        // each.
        let (totals, collections) = of("instance/unbounded/gc");
        // The bytes freed are the difference of live bytes at the end without and with a collector,
        // less those of the list of instances, which has 128 more elements of four bytes.
        let freed = 757_932 - 409_044 - 4 * 128;
        let expected = CollectionTotals {
            count: [1, 0, 0],
            collected: 86 * 8,
            freed,
        };
        assert_eq!(totals, expected);
        let only = Collection {
            ticks: 4900 + 37 * 198,
            generation: 0,
            collected: 86 * 8,
            freed,
            count: 1,
        };
        assert_eq!(collections, [only]);
        for policy in [
            "instance/unbounded",
            "instance/unbounded/nogc",
            "class/unbounded",
        ] {
            assert_eq!(
                of(policy),
                (CollectionTotals::default(), vec![]),
                "{policy}"
            );
        }
    }
}
