//! pprof's `profile.proto`, read by an independent decoder.

use std::collections::HashMap;
use std::io::Read;

use flate2::read::GzDecoder;
use highwater_report::{Format, Report};
use prost::Message;
use serde_json::{Value, json};

use crate::{Sums, export, run};

#[derive(Clone, PartialEq, Message)]
struct ValueType {
    #[prost(int64, tag = "1")]
    kind: i64,
    #[prost(int64, tag = "2")]
    unit: i64,
}

#[derive(Clone, PartialEq, Message)]
struct Sample {
    #[prost(uint64, repeated, tag = "1")]
    location_id: Vec<u64>,
    #[prost(int64, repeated, tag = "2")]
    value: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
struct Line {
    #[prost(uint64, tag = "1")]
    function_id: u64,
    #[prost(int64, tag = "2")]
    line: i64,
}

#[derive(Clone, PartialEq, Message)]
struct Location {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(message, repeated, tag = "4")]
    line: Vec<Line>,
}

#[derive(Clone, PartialEq, Message)]
struct Function {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(int64, tag = "2")]
    name: i64,
    #[prost(int64, tag = "3")]
    system_name: i64,
    #[prost(int64, tag = "4")]
    filename: i64,
}

#[derive(Clone, PartialEq, Message)]
struct Profile {
    #[prost(message, repeated, tag = "1")]
    sample_type: Vec<ValueType>,
    #[prost(message, repeated, tag = "2")]
    sample: Vec<Sample>,
    #[prost(message, repeated, tag = "4")]
    location: Vec<Location>,
    #[prost(message, repeated, tag = "5")]
    function: Vec<Function>,
    #[prost(string, repeated, tag = "6")]
    string_table: Vec<String>,
    #[prost(message, optional, tag = "11")]
    period_type: Option<ValueType>,
    #[prost(int64, tag = "12")]
    period: i64,
    #[prost(int64, repeated, tag = "13")]
    comment: Vec<i64>,
    #[prost(int64, tag = "14")]
    default_sample_type: i64,
}

impl Profile {
    fn text(&self, number: i64) -> &str {
        &self.string_table[usize::try_from(number).unwrap()]
    }

    /// The whole content, with texts and frames in place of numbers.
    fn spelled_out(&self) -> Value {
        let value_type = |of: &ValueType| json!([self.text(of.kind), self.text(of.unit)]);
        let functions: HashMap<u64, &Function> = self
            .function
            .iter()
            .map(|function| (function.id, function))
            .collect();
        let frame = |location: &Location| {
            let [line] = &location.line[..] else {
                panic!("{location:?}")
            };
            let function = functions[&line.function_id];
            assert_eq!(function.name, function.system_name);
            json!([
                self.text(function.name),
                self.text(function.filename),
                line.line
            ])
        };
        let frames: HashMap<u64, Value> = self
            .location
            .iter()
            .map(|location| (location.id, frame(location)))
            .collect();
        assert!(
            !functions.contains_key(&0) && !frames.contains_key(&0),
            "0 is no identity"
        );
        assert_eq!(self.text(0), "");
        let sample = |sample: &Sample| {
            let stack: Vec<&Value> = sample.location_id.iter().map(|id| &frames[id]).collect();
            json!({"stack": stack, "values": sample.value})
        };
        json!({
            "types": self.sample_type.iter().map(value_type).collect::<Value>(),
            "samples": self.sample.iter().map(sample).collect::<Value>(),
            "period": [self.period_type.as_ref().map(value_type), self.period],
            "comments": self.comment.iter().map(|&comment| self.text(comment)).collect::<Value>(),
            "default": self.text(self.default_sample_type),
        })
    }
}

fn profile(report: &Report, asked: Value) -> Profile {
    let file = export(report, Format::Pprof, asked).unwrap();
    let mut bytes = Vec::new();
    GzDecoder::new(&file[..]).read_to_end(&mut bytes).unwrap();
    let profile = Profile::decode(&bytes[..]).unwrap();
    // The decoder knows all fields, and numbers have their shortest form.
    assert_eq!(profile.encoded_len(), bytes.len());
    profile
}

#[test]
fn the_whole_file() {
    let expected: Value =
        serde_json::from_str(include_str!("fixtures/high_water_mark.pprof.json")).unwrap();
    let profile = profile(&run(), json!({"kind": "high-water-mark"}));
    assert_eq!(profile.spelled_out(), expected);
}

#[test]
fn temporary_allocations_have_their_own_types() {
    let profile = profile(&run(), json!({"kind": "temporary"})).spelled_out();
    assert_eq!(
        profile["types"],
        json!([["temporary_objects", "count"], ["temporary_space", "bytes"]])
    );
    assert_eq!(profile["default"], "temporary_space");
    assert_eq!(profile["samples"][0]["values"], json!([1, 24]));
}

/// The sums of the last two values of all samples.
pub fn sums(report: &Report, asked: Value) -> Sums {
    let profile = profile(report, asked);
    profile.spelled_out();
    let mut sums = Sums { bytes: 0, count: 0 };
    for sample in &profile.sample {
        assert_eq!(sample.value.len(), profile.sample_type.len());
        let [.., count, bytes] = sample.value[..] else {
            panic!("{sample:?}")
        };
        sums.bytes += bytes.cast_unsigned();
        sums.count += count.cast_unsigned();
    }
    sums
}
