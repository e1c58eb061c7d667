//! Properties of any text as a query.

use highwater_report::{Format, Query, Report};

/// A report with locations.
fn report() -> Report {
    let capture = include_bytes!("../../fuzz/seeds/open_capture/class-lru-1");
    let mut report = Report::with_locations();
    report.feed(&capture[2..], 0.0).expect("the seed is whole");
    report.finish().expect("the seed is whole");
    report
}

thread_local! {
    static REPORT: Report = report();
}

/// Reads the text as a query: it is answered and exported, or refused in a message.
pub fn check(text: &str) {
    REPORT.with(|report| ask(report, text));
}

fn ask(report: &Report, text: &str) {
    let query = match serde_json::from_str::<Query>(text) {
        Ok(query) => query,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    if let Err(error) = report.answer(&query) {
        assert!(!error.to_string().is_empty());
    }
    for format in Format::ALL {
        if let Err(error) = report.export(format, &query) {
            assert!(!error.to_string().is_empty());
        }
    }
}
