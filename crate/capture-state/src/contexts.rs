//! The calling-context tree of a capture.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use highwater_capture::{Cause, Location, Record, RecordOf};
use serde::Serialize;

/// The maximum numbers of nodes and frames: node numbers fit in 16 bits, as stored for each live
/// allocation.
const MOST: usize = 1 << 16;

/// A frame of a stack: of the traced language, or a native one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame {
    /// The function's name.
    pub function: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: u32,
    /// The data of a native frame; `None` for a frame of the traced language.
    pub native: Option<NativeFrame>,
}

/// The data of a native frame besides its location.
///
/// The offset is not compared: calls from one line of a function are at several offsets, but form
/// one frame in a report.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct NativeFrame {
    /// The crate, if known.
    #[serde(rename = "crate")]
    pub krate: Option<String>,
    /// The code offset of its call, relative to the contents of the module's code section: an
    /// instruction pointer. With several calls, the first in the capture.
    pub offset: u32,
    /// True if the compiler inlined the function into its caller.
    pub inlined: bool,
}

impl NativeFrame {
    /// The data that distinguishes frames at one location. Without a crate, only the offset is
    /// known, which the function's name contains.
    fn key(&self) -> (Option<&str>, bool) {
        (self.krate.as_deref(), self.inlined)
    }
}

impl PartialEq for NativeFrame {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for NativeFrame {}

impl PartialOrd for NativeFrame {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NativeFrame {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for NativeFrame {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// The contexts of a capture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contexts {
    /// The parent and the location of each node; the root is its own parent and has no location.
    nodes: Vec<(u16, Option<Location>)>,
    frames: Vec<Frame>,
}

impl Default for Contexts {
    fn default() -> Self {
        Self {
            nodes: vec![(0, None)],
            frames: Vec::new(),
        }
    }
}

impl Contexts {
    /// The number of nodes, including the root.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Applies a record. Returns `None` if there are too many nodes or frames.
    pub(crate) fn apply(&mut self, record: &Record<'_>) -> Option<()> {
        match *record {
            RecordOf::Node { parent, location } => {
                if self.nodes.len() == MOST {
                    return None;
                }
                self.nodes
                    .push((u16::try_from(parent).ok()?, Some(location)));
            }
            RecordOf::Frame {
                line,
                function,
                file,
            } => {
                if self.frames.len() == MOST {
                    return None;
                }
                let (function, file) = (function.to_string(), file.to_string());
                self.frames.push(Frame {
                    function,
                    file,
                    line,
                    native: None,
                });
            }
            _ => (),
        }
        Some(())
    }

    /// A frame by its number.
    pub fn frame(&self, number: u32) -> Option<&Frame> {
        self.frames.get(number as usize)
    }

    /// The node's parent and location.
    pub fn node(&self, node: usize) -> (usize, Option<Location>) {
        let (parent, location) = self.nodes[node];
        (usize::from(parent), location)
    }

    /// The locations from the outermost to the node's own.
    pub fn path(&self, mut node: usize) -> Vec<Location> {
        let mut path = Vec::new();
        while let (parent, Some(location)) = self.node(node) {
            path.push(location);
            node = parent;
        }
        path.reverse();
        path
    }

    /// The code offsets of all native nodes.
    pub fn native_offsets(&self) -> Vec<u32> {
        let offset = |(_, location): &(u16, Option<Location>)| match location {
            Some(Location::Native(offset)) => Some(*offset),
            _ => None,
        };
        self.nodes.iter().filter_map(offset).collect()
    }

    /// The cause of a node's allocations, if the program gave one: the nearest cause below the
    /// nearest frame of the traced language.
    pub fn cause(&self, mut node: usize) -> Option<Cause> {
        loop {
            let (parent, location) = self.node(node);
            match location {
                Some(Location::Cause(cause)) => return Some(cause),
                Some(Location::Native(_)) => node = parent,
                Some(Location::Frame(_)) | None => return None,
            }
        }
    }
}
