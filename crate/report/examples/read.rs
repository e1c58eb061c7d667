//! Reads a capture and prints a line of JSON: the durations of reading without and with the heap by
//! location, in milliseconds, and the number of bytes.
//!
//! `cargo run --release --package highwater-report --example read -- <file>`

use std::error::Error;
use std::time::Instant;

use highwater_report::Report;

/// The length of the chunks that the engine passes on.
const CHUNK: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: read <capture>")?;
    let capture = std::fs::read(path)?;
    let plain = read(Report::new(), &capture)?;
    let locations = read(Report::with_locations(), &capture)?;
    println!(
        r#"{{"plainMs":{plain:.3},"locationsMs":{locations:.3},"bytes":{}}}"#,
        capture.len()
    );
    Ok(())
}

fn read(mut report: Report, capture: &[u8]) -> Result<f64, Box<dyn Error>> {
    let began = Instant::now();
    for chunk in capture.chunks(CHUNK) {
        report.feed(chunk, 0.0)?;
    }
    report.finish()?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}
