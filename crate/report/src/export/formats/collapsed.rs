//! Stacks as lines of text: `outermost;…;innermost 123`, with a number of bytes.
//!
//! A frame is `function (file:line)`. The format has no escapes: semicolons in a frame, which would
//! begin another frame, are replaced by colons, and control characters such as line ends by spaces.
//! Stacks of no bytes are left out.

use crate::export::description::{Exporter, Write};
use crate::export::subject::Subject;
use crate::export::text::Text;

pub(super) struct Collapsed;

impl Exporter for Collapsed {
    const NAME: &'static str = "collapsed";
    const TITLE: &'static str = "Collapsed stacks";
    const EXTENSION: &'static str = "collapsed.txt";
    const MEDIA_TYPE: &'static str = "text/plain";
    const DESCRIPTION: &'static str =
        "Stacks with their bytes, a line each, which flamegraph.pl, inferno and speedscope open.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let stacks = subject.stacks();
    let mut labels = stacks.labels();
    for label in &mut labels {
        *label = label.replace(';', ":").replace(char::is_control, " ");
    }
    let mut text = Text::default();
    for stack in stacks.live() {
        let bytes = stacks.own(stack).live.bytes;
        if bytes == 0 {
            continue;
        }
        for (depth, frame) in stacks.outwards_in(stack).into_iter().enumerate() {
            text.push(if depth > 0 { ";" } else { "" })
                .push(&labels[frame]);
        }
        text.push(" ").number(bytes).push("\n");
    }
    text.into_bytes()
}
