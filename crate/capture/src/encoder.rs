//! Encoding of records to bytes, without allocating.

use crate::record::{
    CollectionRecord, Counter, CounterRole, Location, Mark, Record, RecordOf, TotalsRecord,
};
use crate::varint::{write, zigzag};
use crate::{MAX_RECORD, MAX_TEXT, MAX_TEXT_RECORD};

/// The kind of a record: the low three bits of its head.
pub(crate) mod kind {
    pub(crate) const ALLOC: u8 = 0;
    pub(crate) const FREE: u8 = 1;
    pub(crate) const REALLOC: u8 = 2;
    pub(crate) const GROW: u8 = 3;
    pub(crate) const NODE: u8 = 4;
    pub(crate) const FRAME: u8 = 5;
    pub(crate) const COUNT: u8 = 6;
    pub(crate) const OTHER: u8 = 7;
}

/// The high five bits of the head for the kind [`kind::OTHER`].
pub(crate) mod other {
    pub(crate) const META: u8 = 0;
    pub(crate) const PHASE: u8 = 1;
    pub(crate) const MARK: u8 = 2;
    pub(crate) const TOTALS: u8 = 3;
    pub(crate) const TRUNCATED: u8 = 4;
    pub(crate) const COLLECTION: u8 = 5;
    pub(crate) const COUNTER_DEFINITION: u8 = 6;
    pub(crate) const CAUSE_DEFINITION: u8 = 7;
    pub(crate) const PHASE_FIELD: u8 = 8;
    pub(crate) const CHECKSUM: u8 = 9;
}

/// Bit 3 of a memory record's head: a node number follows.
pub(crate) const NODE_FOLLOWS: u8 = 1 << 3;
/// Bit 7 of a counter record's head: the delta is 1 and is left out.
pub(crate) const DELTA_ONE: u8 = 1 << 7;

/// An encoder of records to bytes.
///
/// Each method writes one record to the start of a window that the caller provides and returns its
/// length. The window of a record without texts is an array of [`MAX_RECORD`] bytes, so every
/// record fits.
#[derive(Debug, Clone)]
pub struct Encoder {
    address_shift: u8,
    last_address: u64,
    last_node: u32,
}

impl Encoder {
    /// An encoder for a stream with this [address shift](crate::Header::address_shift).
    pub const fn new(address_shift: u8) -> Self {
        Self {
            address_shift,
            last_address: 0,
            last_node: 0,
        }
    }

    /// Writes a [`Record::Alloc`].
    #[inline]
    pub fn alloc(
        &mut self,
        out: &mut [u8; MAX_RECORD],
        node: u32,
        address: u64,
        size: u64,
    ) -> usize {
        self.memory(out, kind::ALLOC, node, address, size)
    }

    /// Writes a [`Record::Free`].
    #[inline]
    pub fn free(
        &mut self,
        out: &mut [u8; MAX_RECORD],
        node: u32,
        address: u64,
        size: u64,
    ) -> usize {
        self.memory(out, kind::FREE, node, address, size)
    }

    /// Writes a [`Record::Realloc`].
    pub fn realloc(
        &mut self,
        out: &mut [u8; MAX_RECORD],
        node: u32,
        (old_address, old_size): (u64, u64),
        (address, size): (u64, u64),
    ) -> usize {
        let mut at = self.head(out, kind::REALLOC, node);
        at = write(out, at, old_size);
        at = write(out, at, size);
        at = self.address(out, at, old_address);
        self.address(out, at, address)
    }

    /// Writes a [`Record::Grow`].
    pub fn grow(&mut self, out: &mut [u8; MAX_RECORD], pages: u64) -> usize {
        out[0] = kind::GROW;
        write(out, 1, pages)
    }

    /// Writes a [`Record::Node`].
    pub fn node(&mut self, out: &mut [u8; MAX_RECORD], parent: u32, location: Location) -> usize {
        let (code, value) = match location {
            Location::Frame(frame) => (0, frame),
            Location::Cause(cause) => (1, u32::from(cause.number())),
            Location::Native(offset) => (2, offset),
        };
        out[0] = kind::NODE | code << 3;
        let at = write(out, 1, u64::from(parent));
        write(out, at, u64::from(value))
    }

    /// Writes a [`Record::Frame`]. Texts longer than [`MAX_TEXT`] are cut.
    pub fn frame(
        &mut self,
        out: &mut [u8; MAX_TEXT_RECORD],
        line: u32,
        function: &str,
        file: &str,
    ) -> usize {
        out[0] = kind::FRAME;
        let at = write(out, 1, u64::from(line));
        let at = text(out, at, function);
        text(out, at, file)
    }

    /// Writes a [`Record::Count`].
    #[inline]
    pub fn count(&mut self, out: &mut [u8; MAX_RECORD], counter: Counter, delta: i64) -> usize {
        let head = kind::COUNT | counter.number() << 3;
        if delta == 1 {
            out[0] = head | DELTA_ONE;
            return 1;
        }
        out[0] = head;
        write(out, 1, zigzag(delta))
    }

    /// Writes a [`Record::Meta`]. Texts longer than [`MAX_TEXT`] are cut.
    pub fn meta(&mut self, out: &mut [u8; MAX_TEXT_RECORD], key: &str, value: &str) -> usize {
        out[0] = kind::OTHER | other::META << 3;
        let at = text(out, 1, key);
        text(out, at, value)
    }

    /// Writes a [`Record::CounterDefinition`]. A name longer than [`MAX_TEXT`] is cut.
    pub fn counter_definition(
        &mut self,
        out: &mut [u8; MAX_TEXT_RECORD],
        role: CounterRole,
        name: &str,
    ) -> usize {
        out[0] = kind::OTHER | other::COUNTER_DEFINITION << 3;
        out[1] = role.number();
        text(out, 2, name)
    }

    /// Writes a [`Record::CauseDefinition`]. A name longer than [`MAX_TEXT`] is cut.
    pub fn cause_definition(&mut self, out: &mut [u8; MAX_TEXT_RECORD], name: &str) -> usize {
        out[0] = kind::OTHER | other::CAUSE_DEFINITION << 3;
        text(out, 1, name)
    }

    /// Writes a [`Record::PhaseField`]. A name longer than [`MAX_TEXT`] is cut.
    pub fn phase_field(
        &mut self,
        out: &mut [u8; MAX_TEXT_RECORD],
        name: &str,
        value: u64,
    ) -> usize {
        out[0] = kind::OTHER | other::PHASE_FIELD << 3;
        let at = text(out, 1, name);
        write(out, at, value)
    }

    /// Writes a [`Record::Phase`]. A name longer than [`MAX_TEXT`] is cut.
    pub fn phase(&mut self, out: &mut [u8; MAX_TEXT_RECORD], name: &str) -> usize {
        out[0] = kind::OTHER | other::PHASE << 3;
        text(out, 1, name)
    }

    /// Writes a [`Record::Mark`].
    pub fn mark(&mut self, out: &mut [u8; MAX_RECORD], mark: Mark) -> usize {
        out[0] = kind::OTHER | other::MARK << 3;
        out[1] = mark.number();
        2
    }

    /// Writes a [`Record::Totals`].
    pub fn totals(&mut self, out: &mut [u8; MAX_RECORD], totals: &TotalsRecord) -> usize {
        out[0] = kind::OTHER | other::TOTALS << 3;
        totals
            .fields()
            .iter()
            .fold(1, |at, &field| write(out, at, field))
    }

    /// Writes a [`Record::Collection`]. A generation older than the oldest is written as the
    /// oldest.
    pub fn collection(
        &mut self,
        out: &mut [u8; MAX_RECORD],
        collection: &CollectionRecord,
    ) -> usize {
        out[0] = kind::OTHER | other::COLLECTION << 3;
        out[1] = collection.generation.min(CollectionRecord::OLDEST);
        let at = write(out, 2, collection.collected);
        write(out, at, collection.freed)
    }

    /// Writes a [`Record::Truncated`].
    pub fn truncated(&mut self, out: &mut [u8; MAX_RECORD]) -> usize {
        out[0] = kind::OTHER | other::TRUNCATED << 3;
        1
    }

    /// Writes a [`Record::Checksum`].
    pub fn checksum(&mut self, out: &mut [u8; MAX_RECORD], checksum: u64) -> usize {
        out[0] = kind::OTHER | other::CHECKSUM << 3;
        let end = 1 + size_of::<u64>();
        out[1..end].copy_from_slice(&checksum.to_le_bytes());
        end
    }

    /// Writes any record.
    ///
    /// # Panics
    /// Never: the window of a text record holds that of any other.
    pub fn encode(&mut self, out: &mut [u8; MAX_TEXT_RECORD], record: &Record<'_>) -> usize {
        let window = out
            .first_chunk_mut()
            .expect("a text record is longer than a record");
        match *record {
            RecordOf::Alloc {
                node,
                address,
                size,
            } => self.alloc(window, node, address, size),
            RecordOf::Free {
                node,
                address,
                size,
            } => self.free(window, node, address, size),
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => self.realloc(window, node, (old_address, old_size), (address, size)),
            RecordOf::Grow { pages } => self.grow(window, pages),
            RecordOf::Node { parent, location } => self.node(window, parent, location),
            RecordOf::Frame {
                line,
                function,
                file,
            } => self.frame(out, line, function, file),
            RecordOf::Count { counter, delta } => self.count(window, counter, delta),
            RecordOf::Meta { key, value } => self.meta(out, key, value),
            RecordOf::CounterDefinition { role, name } => self.counter_definition(out, role, name),
            RecordOf::CauseDefinition { name } => self.cause_definition(out, name),
            RecordOf::PhaseField { name, value } => self.phase_field(out, name, value),
            RecordOf::Phase { name } => self.phase(out, name),
            RecordOf::Mark(mark) => self.mark(window, mark),
            RecordOf::Totals(ref totals) => self.totals(window, totals),
            RecordOf::Collection(ref collection) => self.collection(window, collection),
            RecordOf::Truncated => self.truncated(window),
            RecordOf::Checksum(checksum) => self.checksum(window, checksum),
        }
    }

    #[inline]
    fn memory(
        &mut self,
        out: &mut [u8; MAX_RECORD],
        kind: u8,
        node: u32,
        address: u64,
        size: u64,
    ) -> usize {
        let mut at = self.head(out, kind, node);
        if size.is_multiple_of(4) && (1..=15).contains(&(size / 4)) {
            // The range check leaves at most four bits.
            #[allow(clippy::cast_possible_truncation)]
            let code = (size / 4) as u8;
            out[0] |= code << 4;
        } else {
            at = write(out, at, size);
        }
        self.address(out, at, address)
    }

    #[inline]
    fn head(&mut self, out: &mut [u8; MAX_RECORD], kind: u8, node: u32) -> usize {
        if node == self.last_node {
            out[0] = kind;
            return 1;
        }
        self.last_node = node;
        out[0] = kind | NODE_FOLLOWS;
        write(out, 1, u64::from(node))
    }

    #[inline]
    fn address(&mut self, out: &mut [u8; MAX_RECORD], at: usize, address: u64) -> usize {
        debug_assert_eq!(
            address.trailing_zeros().min(u32::from(self.address_shift)),
            u32::from(self.address_shift)
        );
        let unit = address >> self.address_shift;
        let delta = unit.wrapping_sub(self.last_address).cast_signed();
        self.last_address = unit;
        write(out, at, zigzag(delta))
    }
}

impl TotalsRecord {
    /// The fields in the order of the format.
    pub(crate) fn fields(&self) -> [u64; 8] {
        [
            self.live,
            self.peak,
            self.allocations,
            self.deallocations,
            self.allocated_bytes,
            self.pages,
            self.baseline_pages,
            self.growths,
        ]
    }

    /// The inverse of [`fields`](Self::fields).
    pub(crate) fn from_fields(fields: [u64; 8]) -> Self {
        let [
            live,
            peak,
            allocations,
            deallocations,
            allocated_bytes,
            pages,
            baseline_pages,
            growths,
        ] = fields;
        Self {
            live,
            peak,
            allocations,
            deallocations,
            allocated_bytes,
            pages,
            baseline_pages,
            growths,
        }
    }
}

fn text(out: &mut [u8; MAX_TEXT_RECORD], at: usize, text: &str) -> usize {
    let kept = &text[..text.floor_char_boundary(MAX_TEXT)];
    let at = write(out, at, kept.len() as u64);
    out[at..at + kept.len()].copy_from_slice(kept.as_bytes());
    at + kept.len()
}
