//! Trees of frames in answers.

use highwater_capture_state::{Frame, NativeFrame, Sum};
use serde::Serialize;

use crate::tree::Tree;

/// A frame of a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct TreeNode {
    /// The function's name; [`ROOT`] for the root.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: u32,
    /// The data of a native frame; left out for other frames.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", tsify(type = "Partial<NativeFrame>"))]
    pub native: Option<NativeFrame>,
    /// Bytes of the frame and its callees.
    pub bytes: u64,
    /// Allocations of the frame and its callees.
    pub count: u64,
    /// Its own bytes.
    pub own_bytes: u64,
    /// Its own allocations.
    pub own_count: u64,
    /// The frames of its callees, the largest first.
    pub children: Vec<TreeNode>,
}

/// The name of a tree's root, which is not a frame.
pub const ROOT: &str = "<root>";

/// The parts of a frame in answers.
pub(crate) fn parts(frame: Option<&Frame>) -> (String, String, u32, Option<NativeFrame>) {
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
