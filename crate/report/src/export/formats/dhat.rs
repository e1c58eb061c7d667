//! The format of Valgrind's DHAT, version 2.
//!
//! A program point's total is the exported sum, and the verb describes it: bytes live at the
//! high-water mark, for example, rather than all bytes ever allocated. The lifetimes of blocks and
//! the maximum of each program point are unknown, so the file declares lifetimes as not recorded
//! (`bklt`). Live bytes at the peak and at the end are left out, being exports in their own right.
//! Time is counted in ticks of the run. The process number, which the format requires, is 0.

use crate::export::description::{Exporter, Write};
use crate::export::subject::{Subject, facts};
use crate::export::text::Text;
use crate::selection::Selection;

pub(super) struct Dhat;

impl Exporter for Dhat {
    const NAME: &'static str = "dhat";
    const TITLE: &'static str = "DHAT";
    const EXTENSION: &'static str = "dhat.json";
    const MEDIA_TYPE: &'static str = "application/json";
    const DESCRIPTION: &'static str =
        "Stacks with bytes and blocks, which Valgrind's dh_view.html opens.";
    const WRITE: Write = Write::Stacks(write);
}

fn write(subject: &Subject<'_>) -> Vec<u8> {
    let stacks = subject.stacks();
    let live = stacks.live();
    let program = subject.capture.program();
    // Frame 0 is the root, which no program point refers to.
    let mut frames = stacks.labels();
    frames.insert(0, "[root]".to_string());
    let mut text = Text::default();
    text.push(r#"{"dhatFileVersion":2,"mode":"#)
        .quoted(&format!("heap: {}", subject.title()))
        .push(r#","verb":"#)
        .quoted(verb(subject.selection))
        .push(r#","bklt":false,"bkacc":false,"tu":"#)
        .quoted(program.ticks_name())
        .push(r#","Mtu":"#)
        .quoted(&format!("M{}", program.tick_name()))
        .push(r#","cmd":"#)
        .quoted(&facts(subject.capture))
        .push(r#","pid":0,"te":"#)
        .number(subject.capture.ticks_at_end())
        .push(r#","pps":"#)
        .list(live.len(), &mut |text, index| {
            let own = stacks.own(live[index]).live;
            let mut stack = stacks.inwards_out(live[index]);
            for frame in &mut stack {
                *frame += 1;
            }
            text.push(r#"{"tb":"#)
                .number(own.bytes)
                .push(r#","tbk":"#)
                .number(own.count)
                .push(r#","fs":"#)
                .numbers(&stack)
                .push("}");
        })
        .push(r#","ftbl":"#)
        .texts(&frames)
        .push("}");
    text.into_bytes()
}

/// The verb for the bytes, which the viewer follows with `at {` and a stack.
fn verb(selection: Selection) -> &'static str {
    match selection {
        Selection::Peak => "Live at the high-water mark, allocated",
        Selection::NotFreed(_) => "Not freed, allocated",
        Selection::Temporary(_) => "Freed soon, allocated",
        Selection::Live(_) => "Live, allocated",
    }
}
