use std::ops::Range;

use crate::functions::{Function, functions};
use crate::{Edit, Place, Reason};

/// The text of a file with all of its edits, or the index of each edit that does not fit with the
/// reason. All edits apply to the original text, so their order does not matter.
pub(crate) fn edited(source: &str, edits: &[&Edit]) -> Result<String, Vec<(usize, Reason)>> {
    let functions = if edits.iter().any(|edit| edit.function.is_some()) {
        functions(source)
    } else {
        Ok(Vec::new())
    };
    let mut changes = Vec::new();
    let mut problems = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        match part(source, &functions, edit) {
            Ok(range) => changes.push((index, position(edit.at, range))),
            Err(reason) => problems.push((index, reason)),
        }
    }
    changes.sort_by_key(|(index, range)| (range.start, range.end, *index));
    for pair in changes.windows(2) {
        let [(before, first), (after, second)] = pair else {
            continue;
        };
        if second.start < first.end {
            let other = edits[*before];
            let other = other.anchor.as_ref().or(other.function.as_ref());
            let other = other.cloned().unwrap_or_else(|| "the whole file".into());
            problems.push((*after, Reason::Overlap { other }));
        }
    }
    if !problems.is_empty() {
        problems.sort_by_key(|(index, _)| *index);
        return Err(problems);
    }
    let mut text = String::new();
    let mut copied = 0;
    for (index, range) in changes {
        text.push_str(&source[copied..range.start]);
        text.push_str(&edits[index].text);
        copied = range.end;
    }
    text.push_str(&source[copied..]);
    Ok(text)
}

/// The range of bytes that an edit at this place of a part replaces.
fn position(at: Place, part: Range<usize>) -> Range<usize> {
    match at {
        Place::Instead | Place::NewFile => part,
        Place::Before => part.start..part.start,
        Place::After => part.end..part.end,
    }
}

/// The part of the source that an edit refers to.
fn part(
    source: &str,
    functions: &Result<Vec<Function>, String>,
    edit: &Edit,
) -> Result<Range<usize>, Reason> {
    let whole = 0..source.len();
    let scopes = match &edit.function {
        None => vec![whole],
        Some(wanted) => named(functions, wanted, edit.anchor.is_none())?,
    };
    let Some(anchor) = &edit.anchor else {
        return Ok(scopes[0].clone());
    };
    let found: Vec<(&Range<usize>, usize)> = scopes
        .iter()
        .flat_map(|scope| {
            let here = occurrences(&source[scope.clone()], anchor);
            here.map(move |offset| (scope, scope.start + offset))
        })
        .collect();
    let [(scope, start)] = found[..] else {
        return Err(Reason::Anchor {
            count: found.len(),
            lines: lines_with(source, anchor),
        });
    };
    let end = start + anchor.len();
    match &edit.through {
        None => Ok(start..end),
        Some(through) => match source[end..scope.end].find(through) {
            Some(offset) => Ok(start..end + offset + through.len()),
            None => Err(Reason::NoThrough),
        },
    }
}

/// The ranges of the functions with a name. There may be several, for example for different
/// platforms, if an anchor selects one.
fn named(
    functions: &Result<Vec<Function>, String>,
    wanted: &str,
    is_one: bool,
) -> Result<Vec<Range<usize>>, Reason> {
    let functions = functions
        .as_ref()
        .map_err(|error| Reason::NotRust(error.clone()))?;
    let found: Vec<&Function> = functions.iter().filter(|f| f.is_named(wanted)).collect();
    if found.is_empty() {
        let last = wanted.rsplit("::").next();
        let similar = functions.iter().filter(|f| Some(f.last_name()) == last);
        return Err(Reason::NoFunction {
            similar: similar.map(Function::path).collect(),
        });
    }
    if is_one && found.len() > 1 {
        return Err(Reason::Functions {
            found: found.iter().map(|function| function.path()).collect(),
        });
    }
    // A function nested in one of the same name is searched once.
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for range in found.iter().map(|function| &function.range) {
        if ranges.last().is_none_or(|last| range.start >= last.end) {
            ranges.push(range.clone());
        }
    }
    Ok(ranges)
}

/// The offsets of all occurrences of a text, including overlapping ones.
fn occurrences(source: &str, text: &str) -> impl Iterator<Item = usize> {
    let candidates = source.char_indices();
    candidates.filter_map(move |(offset, _)| source[offset..].starts_with(text).then_some(offset))
}

fn lines_with(source: &str, text: &str) -> Vec<usize> {
    let lines = occurrences(source, text);
    lines
        .map(|offset| source[..offset].matches('\n').count() + 1)
        .collect()
}
