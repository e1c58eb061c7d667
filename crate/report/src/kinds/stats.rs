//! The totals of the run, a histogram of sizes, and the largest locations.

use highwater_capture_state::{Bin, CaptureState, Sum};
use serde::Serialize;

use crate::frame_filter::FrameFilter;
use crate::kinds::description::KindDescription;
use crate::locations::{TableRow, by_frame};
use crate::order::sort_by;
use crate::table::Table;
use crate::tree::tree;

/// Totals.
pub type Content = Box<Stats>;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    // The totals are of the whole run.
    stacks: None,
    takes_between: false,
    content: |capture, _, filter| {
        let stats = Stats::of(capture, filter);
        Ok((capture.ticks_at_end(), Box::new(stats)))
    },
};

/// The totals of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// Allocations, a reallocation counting as one.
    pub total_allocations: u64,
    /// The sum of the sizes of all allocations.
    pub total_bytes: u64,
    /// Live bytes at the high-water mark.
    pub peak_bytes: u64,
    /// The number of allocations by size, in ten bins.
    pub histogram: Vec<Bin>,
    /// The locations with the most allocated bytes, and their numbers of bytes.
    pub top_locations_by_size: Vec<TableRow>,
    /// The locations with the most allocations, and their numbers of allocations.
    pub top_locations_by_count: Vec<TableRow>,
    /// The files with the most allocated bytes, and their numbers of bytes.
    pub top_modules: Vec<ModuleRow>,
}

impl Stats {
    /// The totals up to the workload's end.
    pub(crate) fn of(capture: &CaptureState, filter: &FrameFilter<'_>) -> Self {
        let (memory, sizes) = capture.workload();
        let sums = capture.sums();
        let allocated: Vec<Sum> = sums.iter().map(|sums| sums.allocated).collect();
        let rows = by_frame(&tree(capture.contexts(), &allocated, filter));
        Self {
            total_allocations: memory.allocations,
            total_bytes: memory.allocated_bytes,
            peak_bytes: memory.peak,
            histogram: sizes.histogram(),
            top_locations_by_size: top_locations(&rows, |row| row.bytes),
            top_locations_by_count: top_locations(&rows, |row| row.count),
            top_modules: top_modules(&rows),
        }
    }
}

/// A file and its allocations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ModuleRow {
    /// The file's name.
    pub file: String,
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
}

/// The number of locations and files in each list.
const TOP: usize = 5;

/// The largest rows by `measure`.
fn top_locations(rows: &[TableRow], measure: fn(&TableRow) -> u64) -> Vec<TableRow> {
    let mut rows = rows.to_vec();
    sort_by(&mut rows, |a, b| measure(b).cmp(&measure(a)));
    rows.truncate(TOP);
    rows
}

/// The files of rows, by descending bytes.
fn top_modules(rows: &[TableRow]) -> Vec<ModuleRow> {
    let mut files = Table::default();
    let mut modules: Vec<ModuleRow> = Vec::new();
    for row in rows {
        let number = files.number(row.file.clone());
        if number == modules.len() {
            modules.push(ModuleRow {
                file: row.file.clone(),
                bytes: 0,
                count: 0,
            });
        }
        let module = &mut modules[number];
        module.bytes += row.bytes;
        module.count += row.count;
    }
    sort_by(&mut modules, |a, b| {
        (b.bytes.cmp(&a.bytes)).then_with(|| a.file.cmp(&b.file))
    });
    modules.truncate(TOP);
    modules
}
