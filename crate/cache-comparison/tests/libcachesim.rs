//! Misses of the policies whose choices are those of libCacheSim, compared with it.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::{Command, Stdio};

use highwater_cache_comparison::{Contender, contenders, write_oracle_general};
use highwater_workload::{Workload, optimal_misses};
use serde_json::Value;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/libcachesim/requests.py");

/// Names a Python with libCacheSim.
const PYTHON: &str = "HIGHWATER_LIBCACHESIM_PYTHON";

const WORKLOADS: [&str; 4] = [
    "zipf:20000,200000,1",
    "loop:1009,100900",
    "scan-mix:5000,300000,9000,3000,7",
    "shift:2000,100000,10000,400,5",
];

/// The sizes, from those at which all queues are short.
const SIZES: [&str; 5] = ["10", "101", "503", "1000", "2003"];

/// libCacheSim's rows for the keys.
fn rows(python: &str, name: &str, keys: &[u64]) -> Vec<Value> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.oracleGeneral"));
    let mut writer = BufWriter::new(File::create(&file).expect("a new file"));
    write_oracle_general(keys, &mut writer).expect("room for the file");
    let output = Command::new(python)
        .arg(PROGRAM)
        .arg(&file)
        .args(SIZES)
        .stdin(Stdio::null())
        .output()
        .expect(python);
    std::fs::remove_file(&file).expect("the file was written before");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).expect("the program prints JSON")
}

#[test]
fn misses_are_those_of_libcachesim() {
    let Some(python) = std::env::var(PYTHON).ok().filter(|path| !path.is_empty()) else {
        eprintln!("skipped: {PYTHON} names no Python with libCacheSim");
        return;
    };
    let own = contenders();
    let mut different = Vec::new();
    let mut cells = 0;
    for (number, text) in WORKLOADS.iter().enumerate() {
        let workload: Workload = text.parse().expect(text);
        let keys: Vec<u64> = workload.requests().map(|request| request.key).collect();
        for row in rows(&python, &number.to_string(), &keys) {
            let name = row["policy"].as_str().expect("a name");
            let size = row["size"].as_u64().expect("a size");
            let size = u32::try_from(size).expect("a small size");
            let misses = if name == "opt" {
                optimal_misses(&keys, size as usize)
            } else {
                let named = |contender: &&Contender| contender.policy == name;
                let contender = own.iter().find(named).expect(name);
                contender.misses(size, &keys)
            };
            cells += 1;
            if row["misses"].as_u64() != Some(misses) {
                different.push(format!(
                    "{text} {name}:{size}: {misses} misses, {} by libCacheSim",
                    row["misses"]
                ));
            }
        }
    }
    assert!(
        different.is_empty(),
        "{} of {cells} cells differ:\n{}",
        different.len(),
        different.join("\n")
    );
}
