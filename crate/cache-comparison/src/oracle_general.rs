use std::collections::HashMap;
use std::io::{self, Write};

/// Writes keys in libCacheSim's format `oracleGeneral`: for each request its time, key, size and the
/// number of the next request of its key, or -1. Keys are raised by one: to libCacheSim, zero is no
/// key. All sizes are one.
///
/// # Errors
/// Those of the writer.
///
/// # Panics
/// With more than 2^32 keys.
pub fn write_oracle_general(keys: &[u64], writer: &mut impl Write) -> io::Result<()> {
    let mut next = vec![-1_i64; keys.len()];
    let mut later = HashMap::new();
    for (number, key) in (0_i64..).zip(keys).collect::<Vec<_>>().into_iter().rev() {
        if let Some(later) = later.insert(key, number) {
            next[usize::try_from(number).expect("counted from zero")] = later;
        }
    }
    for ((time, key), next) in (0_u64..).zip(keys).zip(next) {
        let time = u32::try_from(time).expect("fewer than 2^32 keys");
        writer.write_all(&time.to_le_bytes())?;
        writer.write_all(&(key + 1).to_le_bytes())?;
        writer.write_all(&1_u32.to_le_bytes())?;
        writer.write_all(&next.to_le_bytes())?;
    }
    writer.flush()
}
