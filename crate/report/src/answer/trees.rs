//! Answers that are trees.

use serde::Serialize;

use crate::contexts::{Frame, NativeFrame};
use crate::heap::{NodeSums, Sum};
use crate::tree::{Measure, Tree};

/// A frame of a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The function's name; of the root, [`ROOT`].
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// What is known of a native frame; nothing of others.
    #[serde(flatten)]
    pub native: Option<NativeFrame>,
    /// Bytes of it and of all that it called.
    pub bytes: u64,
    /// Allocations of it and of all that it called.
    pub count: u64,
    /// Bytes of its own.
    pub own_bytes: u64,
    /// Allocations of its own.
    pub own_count: u64,
    /// The frames that it called, the largest first.
    pub children: Vec<Self>,
}

/// The name of a tree's root, which is no frame.
pub const ROOT: &str = "<root>";

/// The parts of a frame as the answers have them.
pub(super) fn parts(frame: Option<&Frame>) -> (String, String, u32, Option<NativeFrame>) {
    frame.map_or_else(
        || (ROOT.to_string(), String::new(), 0, None),
        |frame| {
            let Frame {
                function,
                file,
                line,
                native,
            } = frame.clone();
            (function, file, line, native)
        },
    )
}

impl From<&Tree<Sum>> for TreeNode {
    fn from(tree: &Tree<Sum>) -> Self {
        let (name, file, line, native) = parts(tree.frame.as_ref());
        Self {
            name,
            file,
            line,
            native,
            bytes: tree.total.bytes,
            count: tree.total.count,
            own_bytes: tree.own.bytes,
            own_count: tree.own.count,
            children: tree.children.iter().map(Self::from).collect(),
        }
    }
}

/// What changed between two instants, at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    before: Sum,
    after: Sum,
    allocated: Sum,
}

impl Change {
    /// The change from one instant to a later one.
    pub(crate) fn between(before: NodeSums, after: NodeSums) -> Self {
        let allocated = Sum {
            bytes: after.allocated.bytes - before.allocated.bytes,
            count: after.allocated.count - before.allocated.count,
        };
        Self {
            before: before.live,
            after: after.live,
            allocated,
        }
    }

    /// What was freed in between: what there was and what came, less what is left.
    fn freed(self) -> Sum {
        let Self {
            before,
            after,
            allocated,
        } = self;
        Sum {
            bytes: before.bytes + allocated.bytes - after.bytes,
            count: before.count + allocated.count - after.count,
        }
    }
}

impl Measure for Change {
    fn plus(self, other: Self) -> Self {
        Self {
            before: self.before.plus(other.before),
            after: self.after.plus(other.after),
            allocated: self.allocated.plus(other.allocated),
        }
    }

    fn is_nothing(&self) -> bool {
        self.before.count == 0 && self.allocated.count == 0
    }

    fn weight(&self) -> u64 {
        self.before.bytes.max(self.after.bytes)
    }
}

/// A change in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// The growth in bytes; negative where there are fewer.
    pub bytes: i64,
    /// The growth in allocations.
    pub count: i64,
    /// Live bytes before.
    pub before_bytes: u64,
    /// Live bytes after.
    pub after_bytes: u64,
    /// Bytes that came in between.
    pub allocated_bytes: u64,
    /// Bytes that went in between, of those before and of those that came.
    pub freed_bytes: u64,
    /// Allocations that came in between.
    pub allocated_count: u64,
    /// Allocations that went in between.
    pub freed_count: u64,
}

impl From<Change> for Changes {
    fn from(change: Change) -> Self {
        let Change {
            before,
            after,
            allocated,
        } = change;
        let freed = change.freed();
        Self {
            bytes: growth(before.bytes, after.bytes),
            count: growth(before.count, after.count),
            before_bytes: before.bytes,
            after_bytes: after.bytes,
            allocated_bytes: allocated.bytes,
            freed_bytes: freed.bytes,
            allocated_count: allocated.count,
            freed_count: freed.count,
        }
    }
}

/// A frame of a tree of differences: from an earlier instant to a later one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The function's name; of the root, [`ROOT`].
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 where it is not known.
    pub line: u32,
    /// What is known of a native frame; nothing of others.
    #[serde(flatten)]
    pub native: Option<NativeFrame>,
    /// How it and all that it called changed.
    #[serde(flatten)]
    pub total: Changes,
    /// By how many bytes of its own it grew.
    pub own_bytes: i64,
    /// By how many allocations of its own it grew.
    pub own_count: i64,
    /// The frames that it called, the largest at either instant first.
    pub children: Vec<Self>,
}

fn growth(before: u64, after: u64) -> i64 {
    // Both are sums of sizes of one address space.
    after.cast_signed().wrapping_sub(before.cast_signed())
}

impl From<&Tree<Change>> for Difference {
    fn from(tree: &Tree<Change>) -> Self {
        let (name, file, line, native) = parts(tree.frame.as_ref());
        let own = tree.own;
        Self {
            name,
            file,
            line,
            native,
            total: tree.total.into(),
            own_bytes: growth(own.before.bytes, own.after.bytes),
            own_count: growth(own.before.count, own.after.count),
            children: tree.children.iter().map(Self::from).collect(),
        }
    }
}
