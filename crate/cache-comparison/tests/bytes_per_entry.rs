//! The memory of each cache for an entry, in a table: `cargo test --package
//! highwater-cache-comparison --test bytes_per_entry -- --nocapture`.

#[path = "../../cache/tests/counting/mod.rs"]
mod counting;
mod python;
#[path = "../../cache/tests/python3/mod.rs"]
mod python3;

use counting::LIVE;
use highwater_cache_comparison::{Contender, contenders};
use highwater_workload::Workload;

/// The numbers of entries.
const SIZES: [u32; 3] = [1_000, 10_000, 100_000];

/// The most bytes for an entry at the largest size, with ghosts and sketches.
const LIMITS: [(&str, f64); 11] = [
    ("fifo", 50.0),
    ("lru-slab", 50.0),
    ("clock", 50.0),
    ("sieve", 50.0),
    ("lfu", 50.0),
    ("w-tinylfu", 60.0),
    ("slru", 60.0),
    ("2q", 62.0),
    ("s3-fifo", 73.0),
    ("arc", 80.0),
    ("lirs", 80.0),
];

/// The rows of the documentation.
const DOCUMENTATION: &str = include_str!("../../../web/docs/policies.md");

/// A row of the table: at each size, bytes for an entry once filled, and after requests.
struct Row {
    name: String,
    cells: Vec<(f64, Option<f64>)>,
}

impl Row {
    /// As a row of the table of the documentation.
    fn text(&self) -> String {
        let cells = self.cells.iter().map(|(filled, requested)| {
            requested.map_or_else(
                || format!("{filled:.1}"),
                |requested| format!("{filled:.1} / {requested:.1}"),
            )
        });
        format!(
            "| {} | {} |",
            self.name,
            cells.collect::<Vec<_>>().join(" | ")
        )
    }
}

/// Bytes for an entry of a number by a number after requests: of the cache, its table, links,
/// ghosts and sketch.
fn bytes(contender: &Contender, entries: u32, requests: &[u64]) -> f64 {
    let before = LIVE.get();
    let mut live = 0;
    contender.misses_and(entries, requests, &mut || live = LIVE.get() - before);
    f64::from(i32::try_from(live).expect("less than 2 GB")) / f64::from(entries)
}

/// The rows of the caches in Rust.
fn rows() -> Vec<Row> {
    let traces = SIZES.map(|entries| {
        let requested = format!("zipf:{0},{0},1", 10 * entries);
        let requested: Workload = requested.parse().expect("a workload");
        let filled: Vec<u64> = (0..u64::from(entries)).collect();
        let requested: Vec<u64> = requested.requests().map(|request| request.key).collect();
        (entries, filled, requested)
    });
    let row = |contender: &Contender| Row {
        name: match contender.library {
            "highwater-cache" => format!("`{}`", contender.policy),
            library => format!("{library}, {}", contender.policy),
        },
        cells: traces
            .iter()
            .map(|(entries, filled, requested)| {
                let requested = bytes(contender, *entries, requested);
                (bytes(contender, *entries, filled), Some(requested))
            })
            .collect(),
    };
    contenders().iter().map(row).collect()
}

/// The rows of the caches in Python, if there is a `python3` with their modules.
fn python_rows() -> Vec<Row> {
    let row = |&(name, import): &(&str, &str)| {
        let cells = python::bytes(import, &SIZES)?;
        Some(Row {
            name: name.into(),
            cells: cells.into_iter().map(|filled| (filled, None)).collect(),
        })
    };
    python::CACHES.iter().filter_map(row).collect()
}

#[test]
fn an_entry_takes_few_bytes() {
    let rows = rows();
    println!(
        "Bytes for an entry of u64 to u64: filled once / after 10 n requests by Zipf of 10 n keys"
    );
    println!("| cache | 1,000 entries | 10,000 entries | 100,000 entries |\n|---|---|---|---|");
    for row in rows.iter().chain(&python_rows()) {
        println!("{}", row.text());
    }
    for (name, limit) in LIMITS {
        let quoted = format!("`{name}`");
        let row = rows.iter().find(|row| row.name == quoted).expect(name);
        let (filled, requested) = row.cells[2];
        assert!(filled <= limit, "{name}: {filled} bytes");
        assert!(requested <= Some(limit), "{name}: {requested:?} bytes");
    }
    // moka defers work by the clock.
    let documented = rows.iter().filter(|row| !row.name.starts_with("moka"));
    for row in documented {
        assert!(DOCUMENTATION.contains(&row.text()), "{}", row.text());
    }
}
