//! speedscope's format: two sampled profiles over the same stacks, bytes and allocations.
//!
//! Each stack is one sample, with its weight as the width; the order of samples has no meaning.

use highwater_capture_state::Sum;

use crate::export::description::{Exporter, Write};
use crate::export::stacks::{NO_TEXT, Stacks};
use crate::export::subject::{Subject, facts};
use crate::export::text::Text;

pub(super) struct Speedscope;

impl Exporter for Speedscope {
    const NAME: &'static str = "speedscope";
    const TITLE: &'static str = "speedscope";
    const EXTENSION: &'static str = "speedscope.json";
    const MEDIA_TYPE: &'static str = "application/json";
    const DESCRIPTION: &'static str =
        "Bytes and allocations as two profiles, which speedscope.app opens.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let stacks = subject.stacks();
    let title = subject.title();
    let mut text = Text::default();
    text.push(r#"{"$schema":"https://www.speedscope.app/file-format-schema.json","activeProfileIndex":0,"exporter":"#)
        .quoted(concat!("highwater@", env!("CARGO_PKG_VERSION")))
        .push(r#","name":"#)
        .quoted(&facts(subject.capture))
        .push(r#","profiles":["#);
    let bytes = format!("bytes: {title}");
    profile(&mut text, &stacks, &bytes, "bytes", |sum| sum.bytes);
    text.push(",");
    let allocations = format!("allocations: {title}");
    profile(&mut text, &stacks, &allocations, "none", |sum| sum.count);
    let frames = stacks.frames();
    text.push(r#"],"shared":{"frames":"#)
        .list(frames.len(), &mut |text, frame| {
            let [function, file, line] = frames[frame];
            text.push(r#"{"name":"#).quoted(stacks.text(function));
            if file != NO_TEXT {
                text.push(r#","file":"#).quoted(stacks.text(file));
            }
            if line != 0 {
                text.push(r#","line":"#).number(line as u64);
            }
            text.push("}");
        })
        .push("}}");
    text.into_bytes()
}

fn profile(text: &mut Text, stacks: &Stacks, name: &str, unit: &str, figure: fn(Sum) -> u64) {
    let live = stacks.live();
    let weight = |stack: usize| figure(stacks.own(stack).live);
    text.push(r#"{"type":"sampled","name":"#)
        .quoted(name)
        .push(r#","unit":"#)
        .quoted(unit)
        .push(r#","startValue":0,"endValue":"#)
        .number(live.iter().copied().map(weight).sum())
        .push(r#","samples":"#)
        .list(live.len(), &mut |text, index| {
            text.numbers(&stacks.outwards_in(live[index]));
        })
        .push(r#","weights":"#)
        .list(live.len(), &mut |text, index| {
            text.number(weight(live[index]));
        })
        .push("}");
}
