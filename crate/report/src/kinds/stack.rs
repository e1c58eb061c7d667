//! One calling context, with all known data of its frames.

use highwater_capture::Location;
use highwater_capture_state::{Contexts, Sum};
use serde::Serialize;

use crate::frame_filter::python;
use crate::kinds::description::KindDescription;
use crate::query_error::QueryError;
use crate::selection::Selection;
use crate::symbols::{Symbol, Symbols};

/// One calling context.
pub type Content = Stack;

pub(crate) const DESCRIPTION: KindDescription<Content> = KindDescription {
    // It is a part of the live allocations.
    stacks: None,
    takes_between: false,
    content: |capture, query, filter| {
        if capture.build().is_none() {
            return Err(QueryError::NotNative);
        }
        let (ticks, sums) = Selection::live(query).sums(capture)?;
        Ok((ticks, heaviest(capture.contexts(), &sums, filter.symbols)))
    },
};

/// A calling context and its own allocations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Stack {
    /// Bytes.
    pub bytes: u64,
    /// Allocations.
    pub count: u64,
    /// Its frames, the outermost first.
    pub frames: Vec<StackFrame>,
}

/// A frame of a stack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum StackFrame {
    /// A frame of the traced language.
    Python {
        /// The function's name.
        name: String,
        /// The file's name.
        file: String,
        /// The line, from 1.
        line: u32,
    },
    /// A native call.
    Native {
        /// Its code offset, relative to the contents of the module's code section.
        offset: u32,
        /// The functions of the code at the offset, the outermost first; empty if unknown.
        #[cfg_attr(feature = "typescript", tsify(type = "StackSymbol[]"))]
        symbols: Vec<Symbol>,
    },
}

/// The context with the most allocated bytes, the first of equals.
fn heaviest(contexts: &Contexts, sums: &[Sum], symbols: &Symbols) -> Stack {
    let (node, sum) = (sums.iter().copied().enumerate())
        .rev()
        .max_by_key(|(_, sum)| sum.bytes)
        .unwrap_or_default();
    let frame = |location| match location {
        Location::Frame(number) => {
            let frame = python(contexts, number);
            Some(StackFrame::Python {
                name: frame.function,
                file: frame.file,
                line: frame.line,
            })
        }
        Location::Native(offset) => Some(StackFrame::Native {
            offset,
            symbols: symbols.of(offset).to_vec(),
        }),
        Location::Cause(_) => None,
    };
    Stack {
        bytes: sum.bytes,
        count: sum.count,
        frames: contexts.path(node).into_iter().filter_map(frame).collect(),
    }
}
