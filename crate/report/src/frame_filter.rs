//! The frames of contexts in a report, and their names.

use highwater_capture::Location;
use highwater_capture_state::{CaptureState, Contexts, Frame, NativeFrame};
use serde::Deserialize;

use crate::query::Query;
use crate::query_error::QueryError;
use crate::symbols::{Symbol, Symbols};

/// The languages of the frames in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Frames {
    /// The frames of the traced language.
    #[default]
    Python,
    /// These and the native calls between and below them: hybrid stacks.
    Native,
}

/// Native frames to leave out. Their bytes are attributed to the frame above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Hidden {
    /// The allocator, the tracer, and functions that only call these.
    Allocator,
    /// Rust's standard library.
    Std,
}

/// A choice of the frames of contexts.
#[derive(Debug, Clone, Copy)]
pub struct FrameFilter<'a> {
    /// The languages of the frames.
    pub frames: Frames,
    /// The native frames to leave out.
    pub hide: &'a [Hidden],
    /// The only crate with native frames in the report, if there is one.
    pub only: Option<&'a str>,
    /// The names of native frames.
    pub symbols: &'a Symbols,
}

/// The crates of the allocator.
const ALLOCATOR_CRATES: [&str; 2] = ["highwater-tracer", "talc"];

/// The file of the standard library that all allocations go through, and its module, for frames
/// without files.
const ALLOCATION_FILE: &str = "std: alloc/src/alloc.rs";
const ALLOCATION_MODULE: &str = "alloc::alloc::";

/// The start of the compiler's names for the functions that lead to the global allocator.
const ALLOCATION_FUNCTION: &str = "__rust_";

impl Hidden {
    fn hides(self, symbol: &Symbol) -> bool {
        let krate = symbol.krate.as_deref();
        match self {
            Self::Allocator => {
                krate.is_some_and(|krate| ALLOCATOR_CRATES.contains(&krate))
                    || symbol.file == ALLOCATION_FILE
                    || symbol.function.starts_with(ALLOCATION_MODULE)
                    || symbol.function.contains(ALLOCATION_FUNCTION)
            }
            Self::Std => krate == Some("std"),
        }
    }
}

impl<'a> FrameFilter<'a> {
    /// The frame filter of a query.
    pub(crate) fn of(
        query: &'a Query,
        capture: &CaptureState,
        symbols: &'a Symbols,
    ) -> Result<Self, QueryError> {
        if query.frames == Frames::Native && capture.build().is_none() {
            return Err(QueryError::NotNative);
        }
        Ok(Self {
            frames: query.frames,
            hide: &query.hide,
            only: query.only.as_deref(),
            symbols,
        })
    }

    /// The frames of a location, the outermost first; none if it is filtered out.
    pub(crate) fn frames(&self, contexts: &Contexts, location: Location) -> Vec<Frame> {
        match location {
            Location::Frame(number) => vec![python(contexts, number)],
            Location::Native(offset) if self.frames == Frames::Native => self.native(offset),
            Location::Native(_) | Location::Cause(_) => Vec::new(),
        }
    }

    fn native(&self, offset: u32) -> Vec<Frame> {
        let symbols = self.symbols.of(offset);
        if symbols.is_empty() {
            return match self.only {
                Some(_) => Vec::new(),
                None => vec![unresolved(offset)],
            };
        }
        let shown = symbols.iter().filter(|symbol| {
            self.only
                .is_none_or(|only| symbol.krate.as_deref() == Some(only))
                && !self.hide.iter().any(|hidden| hidden.hides(symbol))
        });
        shown.map(|symbol| resolved(offset, symbol)).collect()
    }
}

pub(crate) fn python(contexts: &Contexts, number: u32) -> Frame {
    contexts.frame(number).cloned().unwrap_or_else(|| Frame {
        function: "<unknown>".into(),
        file: String::new(),
        line: 0,
        native: None,
    })
}

/// A native frame without a symbol, named by its offset in the notation of browsers.
fn unresolved(offset: u32) -> Frame {
    Frame {
        function: format!("wasm+{offset:#x}"),
        file: String::new(),
        line: 0,
        native: Some(NativeFrame {
            krate: None,
            offset,
            inlined: false,
        }),
    }
}

fn resolved(offset: u32, symbol: &Symbol) -> Frame {
    Frame {
        function: symbol.function.clone(),
        file: symbol.file.clone(),
        line: symbol.line,
        native: Some(NativeFrame {
            krate: symbol.krate.clone(),
            offset,
            inlined: symbol.inlined,
        }),
    }
}
