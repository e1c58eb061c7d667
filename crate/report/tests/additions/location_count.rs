//! A format that exists in a test alone: the number of locations.

use crate::export::description::{Exporter, Write};
use crate::export::subject::Subject;
use crate::locations::by_frame;

pub(super) struct LocationCount;

impl Exporter for LocationCount {
    const NAME: &'static str = "location-count";
    const TITLE: &'static str = "Number of locations";
    const EXTENSION: &'static str = "txt";
    const MEDIA_TYPE: &'static str = "text/plain";
    const DESCRIPTION: &'static str = "The number of locations.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let rows = by_frame(&subject.tree(|sums| sums.live));
    rows.len().to_string().into_bytes()
}
