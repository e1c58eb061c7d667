//! Links between the slots of a slab, and the lists that they form.

/// No slot.
pub(crate) const NONE: u32 = u32::MAX;

/// The place of a slot in its list.
#[derive(Clone, Copy)]
struct Node {
    previous: u32,
    next: u32,
}

/// The links and weights of slots 0 to `len`, without gaps.
///
/// A slot is in at most one [`List`]. A policy sees links only, neither keys nor values, so that it
/// is compiled once for all of them.
pub(crate) struct Links {
    nodes: Vec<Node>,
    /// The maximum number of slots, so that the last growth does not exceed it.
    most: usize,
    /// The size of each slot in bytes; `None` if each weighs 1.
    weights: Option<Vec<u64>>,
}

impl Links {
    /// No slots, of at most `most`.
    pub(crate) fn new(most: usize, weighted: bool) -> Self {
        Self {
            nodes: Vec::new(),
            most,
            weights: weighted.then(Vec::new),
        }
    }

    /// A new slot at the end, in no list.
    pub(crate) fn push(&mut self, weight: u64) {
        reserve_one(&mut self.nodes, self.most);
        self.nodes.push(Node {
            previous: NONE,
            next: NONE,
        });
        if let Some(weights) = &mut self.weights {
            reserve_one(weights, self.most);
            weights.push(weight);
        }
    }

    /// A new weight for a slot in no list.
    pub(crate) fn reuse(&mut self, at: u32, weight: u64) {
        if let Some(weights) = &mut self.weights {
            weights[at as usize] = weight;
        }
    }

    /// Removes a slot in no list: the last slot takes its place. Returns the former place of the
    /// last slot, if it has moved.
    pub(crate) fn swap_remove(&mut self, at: u32) -> Option<u32> {
        self.nodes.swap_remove(at as usize);
        if let Some(weights) = &mut self.weights {
            weights.swap_remove(at as usize);
        }
        let &Node { previous, next } = self.nodes.get(at as usize)?;
        if previous != NONE {
            self.nodes[previous as usize].next = at;
        }
        if next != NONE {
            self.nodes[next as usize].previous = at;
        }
        Some(self.len())
    }

    /// The number of slots.
    pub(crate) fn len(&self) -> u32 {
        // Slots are numbered by `u32`, and the largest bound is below `NONE`.
        u32::try_from(self.nodes.len()).unwrap_or(NONE)
    }

    /// The weight of a slot: its size in bytes, or 1.
    pub(crate) fn weight(&self, at: u32) -> u64 {
        self.weights
            .as_ref()
            .map_or(1, |weights| weights[at as usize])
    }

    /// The slot after this one in its list, or [`NONE`].
    pub(crate) fn next(&self, at: u32) -> u32 {
        self.nodes[at as usize].next
    }

    /// The slot before this one in its list, or [`NONE`].
    pub(crate) fn previous(&self, at: u32) -> u32 {
        self.nodes[at as usize].previous
    }
}

/// A mark for each slot.
pub(crate) struct Marks<M> {
    marks: Vec<M>,
    most: usize,
}

impl<M: Copy> Marks<M> {
    /// No marks, of at most `most`.
    pub(crate) const fn new(most: usize) -> Self {
        Self {
            marks: Vec::new(),
            most,
        }
    }

    /// The mark of a slot.
    pub(crate) fn get(&self, at: u32) -> M {
        self.marks[at as usize]
    }

    /// Changes the mark of a slot, or adds that of the first slot without one.
    pub(crate) fn set(&mut self, at: u32, mark: M) {
        if let Some(place) = self.marks.get_mut(at as usize) {
            *place = mark;
        } else {
            reserve_one(&mut self.marks, self.most);
            self.marks.push(mark);
        }
    }

    /// Removes the mark of a slot: the last takes its place.
    pub(crate) fn swap_remove(&mut self, at: u32) {
        self.marks.swap_remove(at as usize);
    }
}

/// Room for one more element: twice the former room, and never more than `most` elements.
pub(crate) fn reserve_one<T>(elements: &mut Vec<T>, most: usize) {
    let len = elements.len();
    if len == elements.capacity() {
        let room = (2 * len).max(4).min(most).max(len + 1);
        elements.reserve_exact(room - len);
    }
}

/// A doubly linked list of slots: its front is the first to leave.
#[derive(Clone, Copy)]
pub(crate) struct List {
    front: u32,
    back: u32,
    len: u32,
    weight: u64,
}

impl Default for List {
    fn default() -> Self {
        Self {
            front: NONE,
            back: NONE,
            len: 0,
            weight: 0,
        }
    }
}

impl List {
    /// The first slot, or [`NONE`].
    pub(crate) const fn front(&self) -> u32 {
        self.front
    }

    /// The last slot, or [`NONE`].
    pub(crate) const fn back(&self) -> u32 {
        self.back
    }

    /// The number of slots.
    #[cfg(debug_assertions)]
    pub(crate) const fn len(&self) -> u32 {
        self.len
    }

    /// Returns `true` without a slot.
    pub(crate) const fn is_empty(&self) -> bool {
        self.front == NONE
    }

    /// The sum of the slots' weights.
    pub(crate) const fn weight(&self) -> u64 {
        self.weight
    }

    /// Appends a slot in no list.
    pub(crate) fn push_back(&mut self, links: &mut Links, at: u32) {
        self.insert_after(links, self.back, at);
    }

    /// Inserts a slot in no list after another; after [`NONE`], as the first.
    pub(crate) fn insert_after(&mut self, links: &mut Links, before: u32, at: u32) {
        let after = if before == NONE {
            self.front
        } else {
            links.next(before)
        };
        let node = &mut links.nodes[at as usize];
        node.previous = before;
        node.next = after;
        match before {
            NONE => self.front = at,
            _ => links.nodes[before as usize].next = at,
        }
        match after {
            NONE => self.back = at,
            _ => links.nodes[after as usize].previous = at,
        }
        self.len += 1;
        self.weight += links.weight(at);
    }

    /// Removes a slot of this list.
    pub(crate) fn unlink(&mut self, links: &mut Links, at: u32) {
        let node = &mut links.nodes[at as usize];
        let (previous, next) = (node.previous, node.next);
        (node.previous, node.next) = (NONE, NONE);
        match previous {
            NONE => self.front = next,
            _ => links.nodes[previous as usize].next = next,
        }
        match next {
            NONE => self.back = previous,
            _ => links.nodes[next as usize].previous = previous,
        }
        self.len -= 1;
        self.weight -= links.weight(at);
    }

    /// Removes the first slot.
    pub(crate) fn pop_front(&mut self, links: &mut Links) -> Option<u32> {
        let front = self.front;
        if front == NONE {
            return None;
        }
        self.unlink(links, front);
        Some(front)
    }

    /// Moves a slot of this list to its end.
    pub(crate) fn move_to_back(&mut self, links: &mut Links, at: u32) {
        if self.back != at {
            self.unlink(links, at);
            self.push_back(links, at);
        }
    }

    /// A slot has another number.
    pub(crate) fn moved(&mut self, from: u32, to: u32) {
        if self.front == from {
            self.front = to;
        }
        if self.back == from {
            self.back = to;
        }
    }

    /// The slots from the first to the last.
    #[cfg(debug_assertions)]
    pub(crate) fn iter<'a>(&self, links: &'a Links) -> impl Iterator<Item = u32> + 'a {
        let some = |at: u32| (at != NONE).then_some(at);
        std::iter::successors(some(self.front), move |&at| some(links.next(at)))
    }

    /// Checks the links in both directions, the number and the weight, and that all slots fulfil
    /// the condition.
    #[cfg(debug_assertions)]
    pub(crate) fn validate(&self, links: &Links, mut condition: impl FnMut(u32) -> bool) {
        let (mut len, mut weight, mut before) = (0, 0, NONE);
        for at in self.iter(links) {
            assert_eq!(links.previous(at), before, "a link back");
            assert!(condition(at), "a slot is in another's list");
            before = at;
            len += 1;
            weight += links.weight(at);
            assert!(len <= links.len(), "a list has a cycle");
        }
        assert_eq!(self.back, before);
        assert_eq!((self.len, self.weight), (len, weight));
    }
}
