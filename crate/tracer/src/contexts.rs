//! The calling context that the program is in: the frames it has entered, and the native calls
//! below them.

use highwater_capture::Location;

use crate::context_tree::{Child, ContextTree, NODES};
use crate::native_stack::{NATIVE_SLOTS, NativeStack};

/// The most frames that can be entered at a time beside a native stack. Python's limit is 1,000
/// calls.
const MOST_ENTERED: usize = if cfg!(miri) { 1 << 7 } else { 1 << 11 };

/// The most nodes that there may be where a native call is entered as a frame is: the others are for
/// frames of the traced language, so that these are told apart as well as they are without.
const MOST_NATIVE: usize = NODES / 2;

/// The mark of a slot whose node is known. No module's code is so long that an offset has it.
const KNOWN: u32 = 1 << 31;

/// What is told while a context is looked up.
pub(crate) enum News {
    /// A new node, numbered by its turn.
    Node { parent: u32, location: Location },
    /// From here on there are contexts that are not told apart.
    Truncated,
}

/// A frame that was entered beside a native stack.
#[derive(Debug, Clone, Copy)]
struct Entered {
    /// The slot of the native call that entered it.
    slot: usize,
    location: Location,
}

/// How many nodes there may be when such a location is entered.
#[inline]
fn most_with(location: Location) -> usize {
    match location {
        Location::Native(_) => MOST_NATIVE,
        Location::Frame(_) | Location::Cause(_) => NODES,
    }
}

/// The current context.
///
/// Without a native stack it is the node of the frame that was entered last. With one, the node
/// is looked up when it is asked for, below the last slot that is [`KNOWN`]: the cost is that of
/// the calls which changed since.
#[derive(Debug)]
pub(crate) struct Contexts<N> {
    native: N,
    is_hybrid: bool,
    /// The node of the frame entered last. With a native stack, of the last look-up.
    node: u32,
    /// How many frames deep the program is below those that are told apart.
    below: u32,
    truncated: bool,
    tree: ContextTree,
    entered: [Entered; MOST_ENTERED],
    entered_length: usize,
    /// The node of each slot that is [`KNOWN`].
    nodes: [u32; NATIVE_SLOTS],
}

impl<N: NativeStack> Contexts<N> {
    // It is evaluated at compile time for a static; only tests put it through a stack.
    #[allow(clippy::large_stack_arrays)]
    pub(crate) const fn new(native: N) -> Self {
        Self {
            native,
            is_hybrid: false,
            node: 0,
            below: 0,
            truncated: false,
            tree: ContextTree::new(),
            entered: [Entered {
                slot: 0,
                location: Location::Frame(0),
            }; MOST_ENTERED],
            entered_length: 0,
            nodes: [0; NATIVE_SLOTS],
        }
    }

    /// Forgets all nodes, and all frames that were entered.
    pub(crate) fn clear(&mut self) {
        self.is_hybrid = self.native.depth() > 0;
        self.tree.clear();
        (self.node, self.below, self.truncated) = (0, 0, false);
        self.entered_length = 0;
        // Marks of another capture mean nothing in this one.
        for slot in 0..self.native.depth() {
            self.native.set_slot(slot, self.native.slot(slot) & !KNOWN);
        }
    }

    /// Whether native calls are among the contexts.
    pub(crate) fn is_hybrid(&self) -> bool {
        self.is_hybrid
    }

    /// How many native calls led to the calling function; 0 without a native stack.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn calls(&self) -> usize {
        if self.is_hybrid {
            // The last is the calling function's own, of what answers this.
            self.native.depth().saturating_sub(1)
        } else {
            0
        }
    }

    /// Goes one frame deeper. `slot` is that of the native function which does it.
    #[inline]
    pub(crate) fn enter(&mut self, location: Location, slot: usize, tell: impl FnMut(News)) {
        if self.is_hybrid {
            self.enter_beside(location, slot, tell);
        } else if self.below > 0 {
            self.below += 1;
        } else if let Some(node) = self.child(self.node, location, most_with(location), tell) {
            self.node = node;
        } else {
            self.below = 1;
        }
    }

    fn enter_beside(&mut self, location: Location, slot: usize, mut tell: impl FnMut(News)) {
        if let Some(entered) = self.entered.get_mut(self.entered_length) {
            *entered = Entered { slot, location };
            self.entered_length += 1;
        } else {
            self.below += 1;
            self.truncate(&mut tell);
        }
    }

    /// Goes back to the frame above.
    #[inline]
    pub(crate) fn leave(&mut self) {
        if self.below > 0 {
            self.below -= 1;
        } else if self.is_hybrid {
            self.entered_length = self.entered_length.saturating_sub(1);
        } else {
            self.node = self.tree.parent(self.node);
        }
    }

    /// The node of the current context, in which so many native calls are under way.
    #[inline]
    pub(crate) fn current(&mut self, calls: usize, tell: impl FnMut(News)) -> u32 {
        if self.is_hybrid {
            self.node = self.look_up(calls, tell);
        }
        self.node
    }

    /// The node of the current context, or beside a native stack, of the last look-up: no report
    /// asks where a block was freed.
    #[inline]
    pub(crate) fn latest(&self) -> u32 {
        self.node
    }

    fn look_up(&mut self, depth: usize, mut tell: impl FnMut(News)) -> u32 {
        if depth >= NATIVE_SLOTS - 1 {
            self.truncate(&mut tell);
        }
        // The first slot whose node is not known, and the first frame below it.
        let mut slot = depth;
        while slot > 0 && self.native.slot(slot - 1) & KNOWN == 0 {
            slot -= 1;
        }
        let mut frame = self.entered_length;
        while frame > 0 && self.entered[frame - 1].slot >= slot {
            frame -= 1;
        }
        let mut node = if slot > 0 { self.nodes[slot - 1] } else { 0 };
        loop {
            // A frame comes before the call that its function makes next.
            while frame < self.entered_length && (slot == depth || self.entered[frame].slot <= slot)
            {
                let location = self.entered[frame].location;
                node = self.child(node, location, NODES, &mut tell).unwrap_or(node);
                frame += 1;
            }
            if slot == depth {
                return node;
            }
            let offset = self.native.slot(slot);
            let location = Location::Native(offset);
            node = self.child(node, location, NODES, &mut tell).unwrap_or(node);
            self.nodes[slot] = node;
            self.native.set_slot(slot, offset | KNOWN);
            slot += 1;
        }
    }

    /// The child of a node, which is told of where it is new; `None` where there is no room.
    #[inline]
    fn child(
        &mut self,
        parent: u32,
        location: Location,
        most: usize,
        mut tell: impl FnMut(News),
    ) -> Option<u32> {
        match self.tree.child(parent, location, most) {
            Child::Known(node) => Some(node),
            Child::New(node) => {
                tell(News::Node { parent, location });
                Some(node)
            }
            Child::Full => {
                self.truncate(&mut tell);
                None
            }
        }
    }

    #[cold]
    fn truncate(&mut self, tell: &mut impl FnMut(News)) {
        if !self.truncated {
            self.truncated = true;
            tell(News::Truncated);
        }
    }
}
