//! The program's current calling context: the entered frames, and the native calls below them.

use highwater_capture::Location;

use crate::context_tree::{Child, ContextTree, NODES};
use crate::native_stack::{NATIVE_SLOTS, NativeStack};

/// The maximum number of frames entered at a time with a native stack. Python's limit is 1,000
/// calls.
const MOST_ENTERED: usize = if cfg!(miri) { 1 << 7 } else { 1 << 11 };

/// The number of nodes from which native calls entered as frames are no longer added. The rest is
/// for frames of the traced language, so that these are as distinct as without native calls.
const MOST_NATIVE: usize = NODES / 2;

/// The mark of a slot whose node is known. Code offsets are smaller in any module.
const KNOWN: u32 = 1 << 31;

/// An event during the look-up of a context.
pub(crate) enum ContextEvent {
    /// A new node, numbered in order.
    Node { parent: u32, location: Location },
    /// From here on, distinct contexts may share a node.
    Truncated,
}

/// A frame entered with a native stack.
#[derive(Debug, Clone, Copy)]
struct Entered {
    /// The slot of the native call that entered the frame.
    slot: usize,
    location: Location,
}

/// The limit of nodes for entering this location.
#[inline]
fn most_with(location: Location) -> usize {
    match location {
        Location::Native(_) => MOST_NATIVE,
        Location::Frame(_) | Location::Cause(_) => NODES,
    }
}

/// The current context.
///
/// Without a native stack it is the node of the frame entered last. With one, the node is looked up
/// on request, starting below the last slot that is [`KNOWN`]: the cost is proportional to the
/// calls that have changed.
#[derive(Debug)]
pub(crate) struct Contexts<N> {
    native: N,
    is_hybrid: bool,
    /// The node of the frame entered last; with a native stack, of the last look-up.
    node: u32,
    /// The number of frames entered below the last frame in the tree.
    below: u32,
    truncated: bool,
    tree: ContextTree,
    entered: [Entered; MOST_ENTERED],
    entered_length: usize,
    /// The node of each slot that is [`KNOWN`].
    nodes: [u32; NATIVE_SLOTS],
}

impl<N: NativeStack> Contexts<N> {
    // Evaluated at compile time for a static; only tests put it on a stack.
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

    /// Removes all nodes and entered frames.
    pub(crate) fn clear(&mut self) {
        self.is_hybrid = self.native.depth() > 0;
        self.tree.clear();
        (self.node, self.below, self.truncated) = (0, 0, false);
        self.entered_length = 0;
        // Marks of another capture are invalid in this one.
        for slot in 0..self.native.depth() {
            self.native.set_slot(slot, self.native.slot(slot) & !KNOWN);
        }
    }

    /// Returns `true` if contexts include native calls.
    pub(crate) fn is_hybrid(&self) -> bool {
        self.is_hybrid
    }

    /// The number of native calls that led to the calling function; 0 without a native stack.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    pub(crate) fn calls(&self) -> usize {
        if self.is_hybrid {
            // The last call is the calling function's call of this function.
            self.native.depth().saturating_sub(1)
        } else {
            0
        }
    }

    /// Enters a frame. `slot` is that of the native function that enters it.
    #[inline]
    pub(crate) fn enter(
        &mut self,
        location: Location,
        slot: usize,
        emit: impl FnMut(ContextEvent),
    ) {
        if self.is_hybrid {
            self.enter_beside(location, slot, emit);
        } else if self.below > 0 {
            self.below += 1;
        } else if let Some(node) = self.child(self.node, location, most_with(location), emit) {
            self.node = node;
        } else {
            self.below = 1;
        }
    }

    fn enter_beside(
        &mut self,
        location: Location,
        slot: usize,
        mut emit: impl FnMut(ContextEvent),
    ) {
        if let Some(entered) = self.entered.get_mut(self.entered_length) {
            *entered = Entered { slot, location };
            self.entered_length += 1;
        } else {
            self.below += 1;
            self.truncate(&mut emit);
        }
    }

    /// Leaves the current frame.
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

    /// The node of the current context, with this number of native calls under way.
    #[inline]
    pub(crate) fn current(&mut self, calls: usize, emit: impl FnMut(ContextEvent)) -> u32 {
        if self.is_hybrid {
            self.node = self.look_up(calls, emit);
        }
        self.node
    }

    /// The node of the current context, or with a native stack, of the last look-up: no report
    /// needs the context of a free.
    #[inline]
    pub(crate) fn latest(&self) -> u32 {
        self.node
    }

    fn look_up(&mut self, depth: usize, mut emit: impl FnMut(ContextEvent)) -> u32 {
        if depth >= NATIVE_SLOTS - 1 {
            self.truncate(&mut emit);
        }
        // The first slot without a known node, and the first frame below it.
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
            // A frame comes before the next call of its function.
            while frame < self.entered_length && (slot == depth || self.entered[frame].slot <= slot)
            {
                let location = self.entered[frame].location;
                node = self.child(node, location, NODES, &mut emit).unwrap_or(node);
                frame += 1;
            }
            if slot == depth {
                return node;
            }
            let offset = self.native.slot(slot);
            let location = Location::Native(offset);
            node = self.child(node, location, NODES, &mut emit).unwrap_or(node);
            self.nodes[slot] = node;
            self.native.set_slot(slot, offset | KNOWN);
            slot += 1;
        }
    }

    /// The child of a node, with an event if it is new; `None` if the tree is full.
    #[inline]
    fn child(
        &mut self,
        parent: u32,
        location: Location,
        most: usize,
        mut emit: impl FnMut(ContextEvent),
    ) -> Option<u32> {
        match self.tree.child(parent, location, most) {
            Child::Known(node) => Some(node),
            Child::New(node) => {
                emit(ContextEvent::Node { parent, location });
                Some(node)
            }
            Child::Full => {
                self.truncate(&mut emit);
                None
            }
        }
    }

    #[cold]
    fn truncate(&mut self, emit: &mut impl FnMut(ContextEvent)) {
        if !self.truncated {
            self.truncated = true;
            emit(ContextEvent::Truncated);
        }
    }
}
