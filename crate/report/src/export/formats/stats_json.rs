//! The totals of a run, with the keys of memray's `stats --json`.
//!
//! There is one allocator, which is not one of memray's: the distribution over allocators has one
//! entry, `alloc`. Of memray's metadata a capture contains the peak, the settings in place of the
//! command line, and the presence of native frames; other keys are left out.

use highwater_capture_state::CaptureState;

use crate::export::description::{Exporter, Write};
use crate::export::subject::facts;
use crate::export::text::Text;
use crate::frame_filter::{FrameFilter, Frames};
use crate::kinds::stats::Stats;
use crate::locations::TableRow;
use crate::tree_node::ROOT;

pub(super) struct StatsJson;

impl Exporter for StatsJson {
    const NAME: &'static str = "stats-json";
    const TITLE: &'static str = "Stats as memray’s JSON";
    const EXTENSION: &'static str = "stats.json";
    const MEDIA_TYPE: &'static str = "application/json";
    const DESCRIPTION: &'static str =
        "Totals of the whole run with the keys of memray's stats, for scripts.";
    const WRITE: Write = Write::Run(write);
}

fn write(capture: &CaptureState, filter: &FrameFilter<'_>) -> Vec<u8> {
    let totals = Stats::of(capture, filter);
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
    if !capture.program().settings.is_empty() {
        text.push(r#""command_line":"#)
            .quoted(&facts(capture))
            .push(",");
    }
    text.push(r#""has_native_traces":"#)
        .push(if filter.frames == Frames::Python {
            "false"
        } else {
            "true"
        })
        .push(r#","peak_memory":"#)
        .number(totals.peak_bytes)
        .push("}}");
    text.into_bytes()
}

/// Locations in memray's notation, each with a figure.
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
