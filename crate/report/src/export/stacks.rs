//! A tree as tables of texts, frames and stacks that refer to each other by number.

use highwater_capture_state::{Measure, NodeSums, Sum};

use crate::table::Table;
use crate::tree::Tree;
use crate::tree_node::ROOT;

/// Rows of three numbers: one type of table for everything that is numbered.
pub(super) type Rows = Table<[usize; 3]>;

/// The number of the empty text.
pub(super) const NO_TEXT: usize = 0;

/// The texts, frames and stacks of the exported allocations. Allocations outside all frames are in
/// a stack of one frame, with the name [`ROOT`].
pub(super) struct Stacks {
    /// The texts; the first is empty.
    pub(super) texts: Table<String>,
    /// The frames: the number of the function's name, of the file's name, and the line. Unknown
    /// parts are the empty text and line 0.
    frames: Rows,
    /// The stacks: the number of the calling stack plus 1, or 0 for none; the number of the
    /// innermost frame; 0.
    callers: Rows,
    /// The own sums of each stack.
    own: Vec<NodeSums>,
}

impl Stacks {
    /// The stacks of the tree of live allocations, and of the tree of all allocations if known.
    pub(super) fn of(live: &Tree<Sum>, allocated: Option<&Tree<Sum>>) -> Self {
        let mut texts = Table::default();
        texts.number(String::new());
        let mut stacks = Self {
            texts,
            frames: Rows::default(),
            callers: Rows::default(),
            own: Vec::new(),
        };
        stacks.add_root(live, |sums| &mut sums.live);
        if let Some(allocated) = allocated {
            stacks.add_root(allocated, |sums| &mut sums.allocated);
        }
        stacks
    }

    fn add_root(&mut self, tree: &Tree<Sum>, which: fn(&mut NodeSums) -> &mut Sum) {
        if !tree.own.is_nothing() {
            let root = self.stack(0, ROOT, "", 0);
            *which(&mut self.own[root]) = tree.own;
        }
        for child in &tree.children {
            self.add(child, 0, which);
        }
    }

    fn add(&mut self, tree: &Tree<Sum>, above: usize, which: fn(&mut NodeSums) -> &mut Sum) {
        let Some(frame) = &tree.frame else { return };
        let stack = self.stack(above, &frame.function, &frame.file, frame.line);
        let own = which(&mut self.own[stack]);
        *own = own.plus(tree.own);
        for child in &tree.children {
            self.add(child, stack + 1, which);
        }
    }

    fn stack(&mut self, above: usize, function: &str, file: &str, line: u32) -> usize {
        let [function, file] = [function, file].map(|text| self.texts.number(text.to_string()));
        let frame = self.frames.number([function, file, line as usize]);
        let stack = self.callers.number([above, frame, 0]);
        let known = self.callers.rows.len();
        self.own.resize(known, NodeSums::default());
        stack
    }

    /// The number of stacks. A stack's number is larger than that of its calling stack.
    pub(super) fn count(&self) -> usize {
        self.own.len()
    }

    /// The own sums of a stack.
    pub(super) fn own(&self, stack: usize) -> NodeSums {
        self.own[stack]
    }

    /// The number of a stack's innermost frame.
    pub(super) fn frame(&self, stack: usize) -> usize {
        self.callers.rows[stack][1]
    }

    /// The number of a stack's calling stack.
    pub(super) fn above(&self, stack: usize) -> Option<usize> {
        self.callers.rows[stack][0].checked_sub(1)
    }

    /// The stacks with live allocations of their own.
    pub(super) fn live(&self) -> Vec<usize> {
        let is_live = |&stack: &usize| self.own[stack].live.count > 0;
        (0..self.count()).filter(is_live).collect()
    }

    /// The numbers of a stack's frames, the innermost first.
    pub(super) fn inwards_out(&self, stack: usize) -> Vec<usize> {
        let mut frames = Vec::new();
        let mut next = Some(stack);
        while let Some(stack) = next {
            frames.push(self.frame(stack));
            next = self.above(stack);
        }
        frames
    }

    /// The numbers of a stack's frames, the outermost first.
    pub(super) fn outwards_in(&self, stack: usize) -> Vec<usize> {
        let mut frames = self.inwards_out(stack);
        frames.reverse();
        frames
    }

    /// The frames: the number of the function's name, of the file's name, and the line.
    pub(super) fn frames(&self) -> &[[usize; 3]] {
        &self.frames.rows
    }

    /// A text by its number.
    pub(super) fn text(&self, number: usize) -> &str {
        &self.texts.rows[number]
    }

    /// A frame as text: `function (file:line)`, without unknown parts.
    fn label(&self, [function, file, line]: [usize; 3]) -> String {
        let function = self.text(function);
        match (file, line) {
            (NO_TEXT, _) => function.to_string(),
            (_, 0) => format!("{function} ({})", self.text(file)),
            _ => format!("{function} ({}:{line})", self.text(file)),
        }
    }

    /// All frames as text.
    pub(super) fn labels(&self) -> Vec<String> {
        let label = |&frame: &[usize; 3]| self.label(frame);
        self.frames.rows.iter().map(label).collect()
    }
}
