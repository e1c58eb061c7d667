//! The curve of a run as rows of numbers.

use highwater_report::{Program, Sample};

use crate::names::counter;

/// The numbers of a row: ticks, live bytes, linear memory in bytes, instances alive, cache entries,
/// milliseconds.
pub const COLUMNS: usize = 6;

/// The rows of samples of a program's curve.
pub fn timeline(program: &Program, curve: &[Sample]) -> Vec<[f64; COLUMNS]> {
    let [instances, entries] =
        [counter::INSTANCES, counter::ENTRIES].map(|name| program.drawn_index(name));
    let row = |sample: &Sample| {
        let drawn = |index: Option<usize>| index.map_or(0, |index| sample.drawn[index]);
        let counts = [
            sample.ticks,
            sample.live,
            sample.linear,
            drawn(instances),
            drawn(entries),
        ];
        let [ticks, live, linear, instances, entries] = counts.map(as_number);
        [ticks, live, linear, instances, entries, sample.elapsed_ms]
    };
    curve.iter().map(row).collect()
}

/// A count as a JavaScript number: exact up to 2⁵³.
#[allow(clippy::cast_precision_loss)]
fn as_number(count: u64) -> f64 {
    count as f64
}
