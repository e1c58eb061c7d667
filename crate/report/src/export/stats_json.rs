//! The totals of a run, with the keys of memray's `stats --json`.
//!
//! There is one allocator, and it is not one of memray's: the distribution over allocators has
//! one entry, `alloc`. Of memray's metadata a capture tells the peak, what was run and whether
//! native frames are shown; the other keys are left out.

use super::facts;
use super::text::Text;
use crate::answer::{ROOT, TableRow};
use crate::state::State;
use crate::view::{Frames, View};

pub(super) fn write(state: &State, view: &View<'_>) -> Vec<u8> {
    let totals = state.stats(view);
    let mut text = Text::default();
    text.push(r#"{"total_num_allocations":"#)
        .number(totals.total_allocations)
        .push(r#","total_bytes_allocated":"#)
        .number(totals.total_bytes)
        .push(r#","allocation_size_histogram":"#)
        .list(totals.histogram.len(), &mut |text, bin| {
            let bin = totals.histogram[bin];
            text.push(r#"{"min_bytes":"#)
                .number(bin.min_bytes)
                .push(r#","max_bytes":"#)
                .number(bin.max_bytes)
                .push(r#","count":"#)
                .number(bin.count)
                .push("}");
        })
        .push(r#","allocator_type_distribution":{"alloc":"#)
        .number(totals.total_allocations)
        .push(r#"},"top_allocations_by_size":"#);
    locations(&mut text, &totals.top_locations_by_size, "size", |row| {
        row.bytes
    });
    text.push(r#","top_allocations_by_count":"#);
    locations(&mut text, &totals.top_locations_by_count, "count", |row| {
        row.count
    });
    text.push(r#","metadata":{"#);
    if !state.program.settings.is_empty() {
        text.push(r#""command_line":"#)
            .quoted(&facts(state))
            .push(",");
    }
    text.push(r#""has_native_traces":"#)
        .push(if view.frames == Frames::Python {
            "false"
        } else {
            "true"
        })
        .push(r#","peak_memory":"#)
        .number(totals.peak_bytes)
        .push("}}");
    text.into_bytes()
}

/// Locations as memray writes them, each with a figure.
fn locations(text: &mut Text, rows: &[TableRow], key: &str, figure: fn(&TableRow) -> u64) {
    text.list(rows.len(), &mut |text, row| {
        let row = &rows[row];
        let location = if row.name == ROOT {
            "<stack trace unavailable>".to_string()
        } else {
            format!("{}:{}:{}", row.name, row.file, row.line)
        };
        text.push(r#"{"location":"#)
            .quoted(&location)
            .push(",")
            .quoted(key)
            .push(":")
            .number(figure(row))
            .push("}");
    });
}
