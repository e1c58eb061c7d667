//! The calling-context tree, as the capture tells it.

use highwater_capture::{Cause, Location, Record, RecordOf};

/// The most nodes and the most frames that a report takes: a node's number fits in 16 bits
/// wherever many of them are kept.
const MOST: usize = 1 << 16;

/// A frame of the traced language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame {
    /// The function's name.
    pub function: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// Every context that a capture has told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contexts {
    /// The parent and the place of each node; the root is its own parent and nowhere.
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
    /// How many nodes there are, the root among them.
    pub fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Takes a record into account. Answers `None` when there are too many.
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

    /// The node's parent and place.
    pub(crate) fn node(&self, node: usize) -> (usize, Option<Location>) {
        let (parent, location) = self.nodes[node];
        (usize::from(parent), location)
    }

    /// What the allocations of a node are for, where the program said so: the nearest cause
    /// below the nearest frame of the traced language.
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
