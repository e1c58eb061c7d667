//! The format of Valgrind's DHAT, version 2.
//!
//! A program point's total is what is exported, and the verb says what that is: what was live
//! at the high-water mark, for example, and not all that was ever allocated. The lifetimes of
//! blocks and the maximum of each program point are not known, so the file says that lifetimes
//! are not recorded (`bklt`), and with them leaves out what was live at the peak and at the end
//! beside the totals: each is an export of its own. Time is counted in calls. There is no
//! process: its number, which the format insists on, is 0.

use super::text::Text;
use super::{Shown, Subject, facts};

pub(super) fn write(subject: &Subject<'_>) -> Vec<u8> {
    let stacks = subject.stacks();
    let live = stacks.live();
    // Number 0 of the frames is the root, which no program point names.
    let mut frames = stacks.labels();
    frames.insert(0, "[root]".to_string());
    let mut text = Text::default();
    text.push(r#"{"dhatFileVersion":2,"mode":"#)
        .quoted(&format!("heap: {}", subject.title()))
        .push(r#","verb":"#)
        .quoted(verb(subject.shown))
        .push(r#","bklt":false,"bkacc":false,"tu":"calls","Mtu":"Mcall","cmd":"#)
        .quoted(&facts(subject.state))
        .push(r#","pid":0,"te":"#)
        .number(subject.state.calls_at_end())
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

/// What happened to the bytes, before the words `at {` and a stack.
fn verb(shown: Shown) -> &'static str {
    match shown {
        Shown::Peak => "Live at the high-water mark, allocated",
        Shown::Leaks => "Not freed, allocated",
        Shown::Temporary => "Freed soon, allocated",
        Shown::Live => "Live, allocated",
    }
}
