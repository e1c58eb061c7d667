//! A table of locations as CSV (RFC 4180), the largest first.

use crate::export::description::{Exporter, Write};
use crate::export::subject::Subject;
use crate::export::text::Text;
use crate::locations::by_frame;

pub(super) struct Csv;

impl Exporter for Csv {
    const NAME: &'static str = "csv";
    const TITLE: &'static str = "CSV table";
    const EXTENSION: &'static str = "csv";
    const MEDIA_TYPE: &'static str = "text/csv";
    const DESCRIPTION: &'static str = "A table of locations, which spreadsheets open.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let mut text = Text::default();
    text.push("function,file,line,bytes,count\r\n");
    for row in by_frame(&subject.tree(|sums| sums.live)) {
        field(&mut text, &row.name);
        text.push(",");
        field(&mut text, &row.file);
        for figure in [row.line.into(), row.bytes, row.count] {
            text.push(",").number(figure);
        }
        text.push("\r\n");
    }
    text.into_bytes()
}

/// Adds a field, in quotes if necessary.
fn field(text: &mut Text, field: &str) {
    if field.contains([',', '"', '\r', '\n']) {
        text.push("\"").push(&field.replace('"', "\"\"")).push("\"");
    } else {
        text.push(field);
    }
}
