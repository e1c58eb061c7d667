//! The keys of a workload as a file for libCacheSim: `oracle_general <workload> <file>`.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;

use highwater_cache_comparison::write_oracle_general;
use highwater_workload::Workload;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [workload, file] = &arguments[..] else {
        return Err("usage: oracle_general <workload> <file>".into());
    };
    let workload: Workload = workload.parse()?;
    let keys: Vec<u64> = workload.requests().map(|request| request.key).collect();
    write_oracle_general(&keys, &mut BufWriter::new(File::create(file)?))?;
    Ok(())
}
