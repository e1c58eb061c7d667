//! Replay of recorded events of `CPython`'s `functools.lru_cache`.
//!
//! `tests/parity/record_functools.py` made the recordings and documents the format of a trace.

use std::hash::RandomState;
use std::iter::Peekable;
use std::str::SplitAsciiWhitespace;

use highwater_cache::{Bound, Cache, Inserted};
use serde_json::Value;

const RECORDINGS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/parity/functools-recordings.json"
);

fn programs() -> Vec<Value> {
    let text = std::fs::read_to_string(RECORDINGS).expect("the recordings are readable");
    let mut recordings: Value = serde_json::from_str(&text).expect("the recordings are JSON");
    match recordings["programs"].take() {
        Value::Array(programs) => programs,
        other => panic!("the programs are not a list: {other}"),
    }
}

fn bound_of(program: &Value) -> Bound {
    let text = match &program["maxsize"] {
        Value::Null => String::from("unbounded"),
        maxsize => format!("lru:{maxsize}"),
    };
    text.parse().expect("a bound")
}

/// A cache that follows a trace and fails at the first event that differs.
struct Replay<'a> {
    cache: Cache<u32, u32, RandomState>,
    trace: Peekable<SplitAsciiWhitespace<'a>>,
    events: usize,
    /// The number of keys found stored in the meantime after the function had run.
    stored_meanwhile: usize,
}

impl<'a> Replay<'a> {
    fn new(program: &'a Value) -> Self {
        let trace = program["trace"].as_str().expect("a trace");
        Self {
            cache: Cache::new(bound_of(program), RandomState::new()),
            trace: trace.split_ascii_whitespace().peekable(),
            events: 0,
            stored_meanwhile: 0,
        }
    }

    fn next(&mut self) -> &'a str {
        self.events += 1;
        self.trace.next().expect("another event")
    }

    fn expect(&mut self, made: &str) {
        let recorded = self.next();
        assert_eq!(made, recorded, "event {}", self.events);
    }

    /// Follows events up to the end of the wrapped function, or of the trace. Returns the
    /// function's result, if there is one.
    fn events(&mut self) -> Option<u32> {
        while self.trace.peek().is_some() {
            let event = self.next();
            let (kind, rest) = event.split_at(1);
            match kind {
                "c" => self.call(rest.parse().expect("a key")),
                "z" => self.cache.cache_clear(),
                "i" => {
                    let info = self.cache.cache_info();
                    let made = format!("{},{},{}", info.hits, info.misses, info.currsize);
                    assert_eq!(made, rest, "event {}", self.events);
                }
                "r" => return Some(rest.parse().expect("a value")),
                "x" => return None,
                _ => panic!("event {}: {event} out of place", self.events),
            }
            self.cache.validate();
        }
        None
    }

    fn call(&mut self, key: u32) {
        if let Some(value) = self.cache.get(&key) {
            return self.expect(&format!("={value}"));
        }
        self.expect("f");
        if let Some(value) = self.events() {
            match self.cache.insert(key, value) {
                Inserted::Stored | Inserted::Evicted(..) | Inserted::Removed(_) => {}
                Inserted::Replaced(_) | Inserted::NotStored(..) => self.stored_meanwhile += 1,
            }
            self.expect(&format!("={value}"));
        }
    }
}

#[test]
fn all_recordings_replay_to_the_same_events() {
    let programs = programs();
    for (number, program) in programs.iter().enumerate() {
        println!(
            "program {number}: {} {}",
            program["kind"], program["maxsize"]
        );
        let mut replay = Replay::new(program);
        assert_eq!(replay.events(), None);
        assert_eq!(replay.trace.next(), None);
        assert_eq!(replay.cache.cache_info().to_string(), program["repr"]);
    }
}

#[test]
fn the_recordings_cover_all_rules() {
    let programs = programs();
    let mut sizes: Vec<Option<u64>> = programs.iter().map(|it| it["maxsize"].as_u64()).collect();
    sizes.dedup();
    let all = [None, Some(0), Some(1), Some(2), Some(3), Some(8), Some(100)];
    assert_eq!(sizes, all);
    for program in &programs {
        let mut replay = Replay::new(program);
        replay.events();
        let name = format!("{} {}", program["kind"], program["maxsize"]);
        let full = replay.cache.maxsize().is_some_and(|maxsize| maxsize > 0);
        assert_eq!(replay.cache.evictions() > 0, full, "{name}: evictions");
        if program["kind"] == "Tangled" {
            assert!(replay.cache.clears() > 0, "{name}: clears");
            assert!(replay.stored_meanwhile > 0, "{name}: stored meanwhile");
        }
    }
}
