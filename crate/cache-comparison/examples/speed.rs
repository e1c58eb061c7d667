//! The requests of a workload to each cache, in turn: `speed <workload> <entries> [library]`
//! prints JSON, a row for each cache with its misses and its milliseconds.

use std::error::Error;
use std::time::Instant;

use highwater_cache_comparison::contenders;
use highwater_workload::Workload;
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (workload, entries, library) = match &arguments[..] {
        [workload, entries] => (workload, entries, None),
        [workload, entries, library] => (workload, entries, Some(library)),
        _ => return Err("usage: speed <workload> <entries> [library]".into()),
    };
    let workload: Workload = workload.parse()?;
    let entries: u32 = entries.parse()?;
    let keys: Vec<u64> = workload.requests().map(|request| request.key).collect();
    let rows: Vec<_> = contenders()
        .into_iter()
        .filter(|contender| library.is_none_or(|library| library == contender.library))
        .map(|contender| {
            let begin = Instant::now();
            let mut elapsed = begin.elapsed();
            let misses = contender.misses_and(entries, &keys, &mut || elapsed = begin.elapsed());
            json!({
                "library": contender.library,
                "policy": contender.policy,
                "nearest": contender.nearest,
                "requests": keys.len(),
                "misses": misses,
                "ms": elapsed.as_secs_f64() * 1000.0,
            })
        })
        .collect();
    println!("{}", json!(rows));
    Ok(())
}
