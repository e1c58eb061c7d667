//! Reads a capture and prints a line of JSON: how long that took without and with the heap by
//! location, in milliseconds, and how many bytes it had.
//!
//! `cargo run --release --package highwater-report --example read -- <file>`

use std::error::Error;
use std::time::Instant;

use highwater_report::Report;

/// As long as a piece is that the engine hands over.
const PIECE: usize = 64 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("it takes a capture's path")?;
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
    for piece in capture.chunks(PIECE) {
        report.feed(piece, 0.0)?;
    }
    report.finish()?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}
