//! The processed profile format of the Firefox Profiler, version 70.
//!
//! The run's live bytes and linear memory are two counter tracks, and the exported allocations are
//! two threads over the same stacks: one weighted by bytes, one by allocations. The time axis is
//! that of the curve: one millisecond is one tick of the run, which all captures have and which is
//! equal for equal runs. A thread's samples are all at the requested instant. The start time, which
//! the format requires but a capture does not contain, is 0.

use highwater_capture_state::{Sample, Sum};

use crate::export::description::{Exporter, Write};
use crate::export::stacks::{NO_TEXT, Rows, Stacks};
use crate::export::subject::Subject;
use crate::export::text::Text;

/// The profile's metadata, up to the value of its end time. `preprocessedProfileVersion` is the
/// version of the format, `version` that of Firefox's own recordings at that time.
const META: &str = concat!(
    r#"{"meta":{"preprocessedProfileVersion":70,"version":36,"interval":1,"startTime":0,"#,
    r#""processType":0,"product":"Highwater","importedFrom":"Highwater","stackwalk":1,"#,
    r#""symbolicated":true,"markerSchema":[],"#,
    r#""categories":[{"name":"Other","color":"grey","subcategories":["Other"]}],"#,
    r#""usesOnlyOneStackType":true,"sourceCodeIsNotOnSearchfox":true,"#,
    r#""initialVisibleThreads":[0,1],"initialSelectedThreads":[0],"#,
    r#""keepProfileThreadOrder":true,"profilingStartTime":0,"profilingEndTime":"#,
);

/// The meaning of the time axis.
fn axis(subject: &Subject<'_>) -> String {
    let tick = subject.capture.program().tick_name();
    format!("a millisecond on the time axis is one {tick}")
}

/// The display of a track, up to its colour and its name.
const DISPLAY: &str = concat!(
    r#","pid":"0","mainThreadIndex":0,"display":{"graphType":"line-accumulated","#,
    r#""unit":"bytes","markerSchemaLocation":null,"sortWeight":20,"tooltipRows":["#,
    r#"{"type":"value","source":"accumulated","format":{"unit":"bytes"},"#,
    r#""label":"above the least"},"#,
    r#"{"type":"value","source":"count-range","format":{"unit":"bytes"},"#,
    r#""label":"between the least and the most in the graph"}],"#,
);

/// A thread up to its number, with unknown fields and no markers.
const THREAD: &str = concat!(
    r#"{"processType":"default","processName":"Highwater","processStartupTime":0,"#,
    r#""processShutdownTime":null,"registerTime":0,"unregisterTime":null,"pausedRanges":[],"#,
    r#""markers":{"data":[],"name":[],"startTime":[],"endTime":[],"phase":[],"category":[],"#,
    r#""length":0},"pid":"0","tid":"#,
);

/// Empty tables.
const EMPTY_TABLES: &str = concat!(
    r#","resourceTable":{"name":[],"host":[],"type":[],"length":0},"#,
    r#""nativeSymbols":{"libIndex":[],"address":[],"name":[],"functionSize":[],"length":0},"#,
    r#""sourceLocationTable":{"source":[],"line":[],"column":[],"length":0}"#,
);

pub(super) struct FirefoxProfiler;

impl Exporter for FirefoxProfiler {
    const NAME: &'static str = "firefox-profiler";
    const TITLE: &'static str = "Firefox Profiler";
    const EXTENSION: &'static str = "profile.json";
    const MEDIA_TYPE: &'static str = "application/json";
    const DESCRIPTION: &'static str =
        "Stacks beside the run's memory as tracks, which profiler.firefox.com opens.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let stacks = subject.stacks();
    let mut text = Text::default();
    // The end of the run, and of the samples, which last for one interval.
    let end = subject.capture.ticks_at_end().max(subject.ticks);
    text.push(META)
        .number(end.saturating_add(1))
        .push(r#","extra":[{"label":"Run","entries":["#);
    for (label, value) in &subject.capture.program().settings {
        entry(&mut text, label, value);
        text.push(",");
    }
    entry(&mut text, "what is shown", &subject.title());
    text.push(",");
    let axis = axis(subject);
    entry(&mut text, "axis", &axis);
    text.push(r#"]}]},"libs":[],"counters":["#);
    let curve = Curve {
        samples: &subject.capture.curve(),
        axis: &axis,
    };
    counter(&mut text, "live bytes", "orange", &curve, |sample| {
        sample.live
    });
    text.push(",");
    counter(&mut text, "linear memory", "grey", &curve, |sample| {
        sample.linear
    });
    text.push(r#"],"shared":{"#);
    shared(&mut text, &stacks);
    text.push(r#"},"threads":["#);
    text.push(THREAD)
        .push(r#"0,"isMainThread":true,"samples":{"weightType":"bytes","#);
    samples(&mut text, subject, &stacks, "bytes", |sum| sum.bytes);
    text.push(",")
        .push(THREAD)
        .push(r#"1,"isMainThread":false,"samples":{"weightType":"samples","#);
    samples(&mut text, subject, &stacks, "allocations", |sum| sum.count);
    text.push("]}");
    text.into_bytes()
}

fn entry(text: &mut Text, label: &str, value: &str) {
    text.push(r#"{"label":"#)
        .quoted(label)
        .push(r#","format":"string","value":"#)
        .quoted(value)
        .push("}");
}

/// The samples of a curve, and the meaning of their time axis.
struct Curve<'a> {
    samples: &'a [Sample],
    axis: &'a str,
}

/// A track: the changes of a figure between the points of the curve.
fn counter(
    text: &mut Text,
    name: &str,
    color: &str,
    curve: &Curve<'_>,
    figure: fn(&Sample) -> u64,
) {
    let Curve { samples, axis } = curve;
    text.push(r#"{"category":"Memory","name":"#)
        .quoted(name)
        .push(r#","description":"#)
        .quoted(&format!("{name} of the run: {axis}"))
        .push(DISPLAY)
        .push(r#""label":"#)
        .quoted(name)
        .push(r#","color":"#)
        .quoted(color)
        .push(r#"},"samples":{"time":"#)
        .list(samples.len(), &mut |text, index| {
            text.number(samples[index].ticks);
        })
        .push(r#","count":"#);
    let mut before = 0;
    text.list(samples.len(), &mut |text, index| {
        let now = figure(&samples[index]);
        text.push(if now < before { "-" } else { "" })
            .number(now.abs_diff(before));
        before = now;
    });
    text.push(r#","length":"#)
        .number(samples.len() as u64)
        .push("}}");
}

/// The samples of a thread, from the kind of their weights to the thread's end.
fn samples(
    text: &mut Text,
    subject: &Subject<'_>,
    stacks: &Stacks,
    name: &str,
    figure: fn(Sum) -> u64,
) {
    let live = stacks.live();
    text.push(r#""stack":"#)
        .numbers(&live)
        .push(r#","time":"#)
        .list(live.len(), &mut |text, _| {
            text.number(subject.ticks);
        })
        .push(r#","weight":"#)
        .list(live.len(), &mut |text, index| {
            text.number(figure(stacks.own(live[index]).live));
        })
        .push(r#","length":"#)
        .number(live.len() as u64)
        .push(r#"},"name":"#)
        .quoted(&format!("{name}: {}", subject.title()))
        .push("}");
}

/// The tables shared by all threads.
fn shared(text: &mut Text, stacks: &Stacks) {
    let frames = stacks.frames();
    let mut files = Rows::default();
    let mut functions = Rows::default();
    let mut function_of = Vec::new();
    for &[name, file, _] in frames {
        function_of.push(functions.number([name, file, 0]));
        if file != NO_TEXT {
            files.number([file, 0, 0]);
        }
    }

    text.push(r#""stackTable":{"frame":"#)
        .list(stacks.count(), &mut |text, stack| {
            text.number(stacks.frame(stack) as u64);
        })
        .push(r#","prefixOffset":"#)
        .list(stacks.count(), &mut |text, stack| {
            let offset = stacks.above(stack).map_or(0, |above| stack - above);
            text.number(offset as u64);
        });
    end_table(text, stacks.count(), &[]);

    text.push(r#","frameTable":{"func":"#)
        .numbers(&function_of)
        .push(r#","line":"#)
        .list(frames.len(), &mut |text, frame| {
            match frames[frame] {
                [_, _, 0] => text.push("null"),
                [_, _, line] => text.number(line as u64),
            };
        });
    let columns = [
        ("address", "-1"),
        ("lib", "-1"),
        ("inlineDepth", "0"),
        ("category", "0"),
        ("subcategory", "0"),
        ("nativeSymbol", "null"),
        ("innerWindowID", "null"),
        ("column", "null"),
        ("originalLocation", "null"),
    ];
    end_table(text, frames.len(), &columns);

    let rows = &functions.rows;
    text.push(r#","funcTable":{"name":"#)
        .list(rows.len(), &mut |text, function| {
            text.number(rows[function][0] as u64);
        })
        .push(r#","source":"#)
        .list(rows.len(), &mut |text, function| {
            match rows[function][1] {
                NO_TEXT => text.push("null"),
                file => text.number(files.number([file, 0, 0]) as u64),
            };
        });
    let columns = [
        ("isJS", "false"),
        ("relevantForJS", "false"),
        ("resource", "-1"),
        ("lineNumber", "null"),
        ("columnNumber", "null"),
        ("originalLocation", "null"),
    ];
    end_table(text, rows.len(), &columns);

    let rows = &files.rows;
    text.push(r#","sources":{"filename":"#)
        .list(rows.len(), &mut |text, file| {
            text.number(rows[file][0] as u64);
        });
    let columns = [
        ("id", "null"),
        ("startLine", "1"),
        ("startColumn", "1"),
        ("sourceMapURL", "null"),
        ("content", "null"),
    ];
    end_table(text, rows.len(), &columns);

    text.push(EMPTY_TABLES)
        .push(r#","stringArray":"#)
        .texts(&stacks.texts.rows);
}

/// The rest of a table: its columns of constant values, and its length.
fn end_table(text: &mut Text, length: usize, columns: &[(&str, &str)]) {
    for (column, value) in columns {
        text.push(",")
            .quoted(column)
            .push(":")
            .list(length, &mut |text, _| {
                text.push(value);
            });
    }
    text.push(r#","length":"#).number(length as u64).push("}");
}
