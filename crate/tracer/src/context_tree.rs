//! The calling-context tree, in memory of a fixed size.

use highwater_capture::Location;

/// The maximum number of nodes, including the root. Smaller under Miri, which is slow.
pub(crate) const NODES: usize = if cfg!(miri) { 1 << 8 } else { 1 << 15 };
/// The hash table's slots: a power of two, twice the nodes, so that probes are short.
const SLOTS: usize = NODES * 2;

/// The result of interning a child.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Child {
    /// The child exists.
    Known(u32),
    /// The child is new.
    New(u32),
    /// The child does not exist, and the tree is at the limit.
    Full,
}

/// A tree of interned nodes: one for each distinct path of locations from the root.
#[derive(Debug)]
pub(crate) struct ContextTree {
    /// The number of nodes besides the root. An empty tree is all zeros, which takes no space in a
    /// module.
    added: u32,
    /// The parent and the location of each node in one number.
    keys: [u64; NODES],
    /// The child last looked up for each node, since most calls repeat.
    latest: [u32; NODES],
    /// Open addressing; 0 is an empty slot, as the root is not a child.
    slots: [u32; SLOTS],
}

/// The bits of a location in a node's key.
const LOCATION_BITS: u32 = 34;

/// A node's parent and location as one number, unique for each pair.
fn key(parent: u32, location: Location) -> u64 {
    let location = match location {
        Location::Frame(frame) => u64::from(frame),
        Location::Cause(cause) => 1 << 32 | u64::from(cause.number()),
        Location::Native(offset) => 2 << 32 | u64::from(offset),
    };
    u64::from(parent) << LOCATION_BITS | location
}

impl ContextTree {
    // Evaluated at compile time for a static; only tests put it on a stack.
    #[allow(clippy::large_stack_arrays)]
    pub(crate) const fn new() -> Self {
        Self {
            added: 0,
            keys: [0; NODES],
            latest: [0; NODES],
            slots: [0; SLOTS],
        }
    }

    /// Removes all nodes but the root.
    pub(crate) fn clear(&mut self) {
        self.latest[..=self.added as usize].fill(0);
        self.slots.fill(0);
        self.added = 0;
    }

    /// The parent of `node`; the root is its own parent.
    #[inline]
    pub(crate) fn parent(&self, node: u32) -> u32 {
        // The number of a node, which is less than `NODES`.
        #[allow(clippy::cast_possible_truncation)]
        let parent = (self.keys[node as usize] >> LOCATION_BITS) as u32;
        parent
    }

    /// The child of `parent` at `location`. A new child is added if there are fewer than `most`
    /// nodes, at most [`NODES`].
    #[inline]
    pub(crate) fn child(&mut self, parent: u32, location: Location, most: usize) -> Child {
        let key = key(parent, location);
        let latest = self.latest[parent as usize];
        if latest != 0 && self.keys[latest as usize] == key {
            return Child::Known(latest);
        }
        self.search(parent, key, most)
    }

    fn search(&mut self, parent: u32, key: u64, most: usize) -> Child {
        let mut slot = hash(key);
        loop {
            let node = self.slots[slot];
            if node == 0 {
                break;
            }
            if self.keys[node as usize] == key {
                self.latest[parent as usize] = node;
                return Child::Known(node);
            }
            slot = (slot + 1) % SLOTS;
        }
        let node = self.added + 1;
        if node as usize >= most {
            return Child::Full;
        }
        self.added = node;
        self.keys[node as usize] = key;
        self.latest[parent as usize] = node;
        self.slots[slot] = node;
        Child::New(node)
    }
}

fn hash(key: u64) -> usize {
    // Fibonacci hashing: the product's high bits depend on all bits of the factors.
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The shift leaves as many bits as a slot number has.
    #[allow(clippy::cast_possible_truncation)]
    let slot = (mixed >> (64 - SLOTS.trailing_zeros())) as usize;
    slot
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    fn boxed() -> Box<ContextTree> {
        Box::new(ContextTree::new())
    }

    #[test]
    fn equal_paths_are_one_node() {
        let mut tree = boxed();
        let Child::New(a) = tree.child(0, Location::Frame(7), NODES) else {
            panic!()
        };
        let Child::New(b) = tree.child(a, Location::Frame(7), NODES) else {
            panic!()
        };
        let Child::New(c) = tree.child(0, Location::Native(7), NODES) else {
            panic!()
        };
        assert_eq!(tree.child(0, Location::Frame(7), NODES), Child::Known(a));
        assert_eq!(tree.child(a, Location::Frame(7), NODES), Child::Known(b));
        assert_eq!(tree.child(0, Location::Native(7), NODES), Child::Known(c));
        assert_eq!([a, b, c, 0].map(|node| tree.parent(node)), [0, a, 0, 0]);
    }

    #[test]
    fn a_lower_limit_finds_existing_nodes_and_adds_none() {
        let mut tree = boxed();
        assert_eq!(tree.child(0, Location::Native(1), 3), Child::New(1));
        assert_eq!(tree.child(1, Location::Native(2), 3), Child::New(2));
        assert_eq!(tree.child(2, Location::Native(3), 3), Child::Full);
        assert_eq!(tree.child(2, Location::Frame(3), NODES), Child::New(3));
        assert_eq!(tree.child(2, Location::Native(3), 3), Child::Full);
        assert_eq!(tree.child(1, Location::Native(2), 3), Child::Known(2));
    }

    #[test]
    fn a_full_tree_finds_existing_nodes_and_reports_new_ones() {
        let mut tree = boxed();
        let mut model = HashMap::new();
        let mut state = 1u32;
        while model.len() < NODES - 1 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let parent = (state >> 8) % u32::try_from(model.len() + 1).unwrap();
            let frame = state >> 24;
            match tree.child(parent, Location::Frame(frame), NODES) {
                Child::New(node) => assert_eq!(model.insert((parent, frame), node), None),
                Child::Known(node) => assert_eq!(model[&(parent, frame)], node),
                Child::Full => panic!("full with {} nodes", model.len()),
            }
        }
        for (&(parent, frame), &node) in &model {
            assert_eq!(
                tree.child(parent, Location::Frame(frame), NODES),
                Child::Known(node)
            );
        }
        assert_eq!(tree.child(0, Location::Frame(1 << 20), NODES), Child::Full);
    }
}
