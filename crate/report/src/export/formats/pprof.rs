//! pprof's `profile.proto`, as a gzip file.
//!
//! The sample types are those of Go's heap profiles: each stack's allocations up to the instant
//! (`alloc_objects`, `alloc_space`) and the live ones among them (`inuse_objects`, `inuse_space`).
//! Temporary allocations have their own types, `temporary_objects` and `temporary_space`. All
//! allocations are counted, so the period is 1. The start time is unknown and left out. The facts
//! of the run are comments.

use highwater_capture_state::NodeSums;

use crate::export::description::{Exporter, Write};
use crate::export::gzip;
use crate::export::stacks::Rows;
use crate::export::subject::{Subject, facts};
use crate::selection::Selection;

/// Field numbers of a `Profile`.
mod field {
    pub const SAMPLE_TYPE: u64 = 1;
    pub const SAMPLE: u64 = 2;
    pub const LOCATION: u64 = 4;
    pub const FUNCTION: u64 = 5;
    pub const STRING_TABLE: u64 = 6;
    pub const PERIOD_TYPE: u64 = 11;
    pub const PERIOD: u64 = 12;
    pub const COMMENT: u64 = 13;
    pub const DEFAULT_SAMPLE_TYPE: u64 = 14;
}

/// A Protocol Buffers message under construction.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    #[inline(never)]
    fn varint(mut self, mut number: u64) -> Self {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
        self
    }

    /// A field, left out if it has the default value.
    #[inline(never)]
    fn number(self, field: u64, number: u64) -> Self {
        if number == 0 {
            self
        } else {
            self.varint(field << 3).varint(number)
        }
    }

    #[inline(never)]
    fn bytes(self, field: u64, bytes: &[u8]) -> Self {
        let mut message = self.varint(field << 3 | 2).varint(bytes.len() as u64);
        message.0.extend_from_slice(bytes);
        message
    }

    fn message(self, field: u64, message: &Self) -> Self {
        self.bytes(field, &message.0)
    }

    /// Numbers as one packed field.
    fn numbers(self, field: u64, numbers: impl IntoIterator<Item = u64>) -> Self {
        let packed = numbers.into_iter().fold(Self::default(), Self::varint);
        self.message(field, &packed)
    }
}

/// A sample type: its name, its unit, and its figure.
type SampleType = (&'static str, &'static str, fn(&NodeSums) -> u64);

const HEAP: &[SampleType] = &[
    ("alloc_objects", "count", |sums| sums.allocated.count),
    ("alloc_space", "bytes", |sums| sums.allocated.bytes),
    ("inuse_objects", "count", |sums| sums.live.count),
    ("inuse_space", "bytes", |sums| sums.live.bytes),
];

const TEMPORARY: &[SampleType] = &[
    ("temporary_objects", "count", |sums| sums.live.count),
    ("temporary_space", "bytes", |sums| sums.live.bytes),
];

pub(super) struct Pprof;

impl Exporter for Pprof {
    const NAME: &'static str = "pprof";
    const TITLE: &'static str = "pprof";
    const EXTENSION: &'static str = "pb.gz";
    const MEDIA_TYPE: &'static str = "application/gzip";
    const DESCRIPTION: &'static str = "A heap profile, which pprof and `go tool pprof` open.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let (types, mut stacks) = if matches!(subject.selection, Selection::Temporary(_)) {
        (TEMPORARY, subject.stacks())
    } else {
        (HEAP, subject.stacks_and_allocated())
    };
    let mut profile = Message::default();
    for stack in 0..stacks.count() {
        let own = stacks.own(stack);
        let values = types.iter().map(|(_, _, figure)| figure(&own));
        if own == NodeSums::default() {
            continue;
        }
        let locations = stacks.inwards_out(stack).into_iter().map(identity);
        let sample = Message::default().numbers(1, locations).numbers(2, values);
        profile = profile.message(field::SAMPLE, &sample);
    }
    let mut functions = Rows::default();
    for (number, &[name, file, line]) in stacks.frames().iter().enumerate() {
        let function = functions.number([name, file, 0]);
        let line = Message::default()
            .number(1, identity(function))
            .number(2, line as u64);
        let location = Message::default()
            .number(1, identity(number))
            .message(4, &line);
        profile = profile.message(field::LOCATION, &location);
    }
    for (number, [name, file, _]) in functions.rows.into_iter().enumerate() {
        let function = Message::default()
            .number(1, identity(number))
            .number(2, name as u64)
            .number(3, name as u64)
            .number(4, file as u64);
        profile = profile.message(field::FUNCTION, &function);
    }
    let mut text = |text: &str| stacks.texts.number(text.to_string()) as u64;
    let mut value_type = |name, unit| {
        let value_type = Message::default();
        value_type.number(1, text(name)).number(2, text(unit))
    };
    for (name, unit, _) in types {
        profile = profile.message(field::SAMPLE_TYPE, &value_type(name, unit));
    }
    profile = profile
        .message(field::PERIOD_TYPE, &value_type("space", "bytes"))
        .number(field::PERIOD, 1);
    let comments = [subject.title(), facts(subject.capture)];
    profile = profile.numbers(field::COMMENT, comments.map(|comment| text(&comment)));
    if let Some((name, ..)) = types.last() {
        profile = profile.number(field::DEFAULT_SAMPLE_TYPE, text(name));
    }
    for text in &stacks.texts.rows {
        profile = profile.bytes(field::STRING_TABLE, text.as_bytes());
    }
    gzip::stored(&profile.0)
}

/// The identity for a number: 0 means none in the format.
fn identity(number: usize) -> u64 {
    number as u64 + 1
}
