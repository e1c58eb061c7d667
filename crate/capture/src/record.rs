//! Records and the values in them.

/// A step of a calling context, below its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A frame of the traced language, by the number of its [`Record::Frame`].
    Frame(u32),
    /// The cause of the allocations below it.
    Cause(Cause),
    /// A native frame, by its code offset in the module.
    Native(u32),
}

/// The maximum number of counters of a program: their numbers fit in four bits.
pub const MAX_COUNTERS: usize = 16;

/// The maximum number of causes of a program.
pub const MAX_CAUSES: usize = 16;

/// The maximum number of [drawn](CounterRole::is_drawn) counters of a program.
pub const MAX_DRAWN: usize = 4;

macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident, $most:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u8);

        impl $name {
            /// All possible values, in the order of their numbers.
            pub const ALL: [Self; $most] = {
                let mut all = [Self(0); $most];
                let mut number = 0;
                while number < all.len() {
                    // At most 16.
                    #[allow(clippy::cast_possible_truncation)]
                    let value = number as u8;
                    all[number] = Self(value);
                    number += 1;
                }
                all
            };

            /// The value with this number, if the number is in range.
            pub const fn from_number(number: u64) -> Option<Self> {
                if number < $most as u64 {
                    // In range, by the check above.
                    #[allow(clippy::cast_possible_truncation)]
                    let index = number as usize;
                    Some(Self::ALL[index])
                } else {
                    None
                }
            }

            /// The number: the position of the definition, from 0.
            pub const fn number(self) -> u8 {
                self.0
            }
        }
    };
}

numbered! {
    /// A purpose of allocations that the traced program defines, such as the keys of a cache.
    Cause, MAX_CAUSES
}

numbered! {
    /// A counter that the traced program defines.
    Counter, MAX_COUNTERS
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$item_meta:meta])* $item:ident = $number:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$item_meta])* $item = $number,)* }

        impl $name {
            /// All values, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$item,)*];

            /// The value with this number in the format, if there is one.
            pub const fn from_number(number: u64) -> Option<Self> {
                match number { $($number => Some(Self::$item),)* _ => None }
            }

            /// The number in the format.
            pub const fn number(self) -> u8 { self as u8 }
        }
    };
}

named! {
    /// The use of a counter by readers, which decides how often the counter is written.
    CounterRole {
        /// A total, exact at checkpoints, at marks and at the ends of phases.
        Total = 0,
        /// A curve, exact at each memory record.
        Drawn = 1,
        /// A curve with an exact peak: each change is written.
        Exact = 2,
        /// The ticks of the run, the x axis of a timeline: exact at each memory record. At most one
        /// counter of a program has this role.
        Ticks = 3,
    }
}

impl CounterRole {
    /// Returns `true` if the counter is drawn as a curve. At most [`MAX_DRAWN`] counters of a
    /// program are.
    pub const fn is_drawn(self) -> bool {
        match self {
            Self::Drawn | Self::Exact => true,
            Self::Total | Self::Ticks => false,
        }
    }
}

named! {
    /// A point in the life of the program.
    Mark {
        /// The workload begins: live allocations at this point are not part of it.
        Begin = 0,
        /// The workload has ended, and none of its memory has been released.
        End = 1,
        /// The workload's memory has been released.
        Released = 2,
        /// The interpreter or other host of the program has started. The peak of live bytes is
        /// counted from this point.
        Ready = 3,
        /// The callbacks and finalizers of the workload's end begin, after [`End`](Mark::End). The
        /// peak of live bytes includes their allocations.
        Ending = 4,
    }
}

/// The allocator's totals since [`Mark::Begin`], in allocations and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalsRecord {
    /// Live bytes.
    pub live: u64,
    /// The maximum of live bytes, since [`Mark::Ready`] if that was reached.
    pub peak: u64,
    /// Allocations, a reallocation counting as one.
    pub allocations: u64,
    /// Frees, a reallocation counting as one.
    pub deallocations: u64,
    /// The sum of the sizes of all allocations, a reallocation adding its new size.
    pub allocated_bytes: u64,
    /// Pages of linear memory.
    pub pages: u64,
    /// Pages of linear memory at [`Mark::Begin`].
    pub baseline_pages: u64,
    /// The number of times linear memory has grown.
    pub growths: u64,
}

/// A garbage collection of the traced program, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CollectionRecord {
    /// The oldest generation that was collected, at most [`OLDEST`](Self::OLDEST).
    pub generation: u8,
    /// Objects freed as garbage.
    pub collected: u64,
    /// The decrease of live bytes by the collection; 0 for an increase.
    pub freed: u64,
}

impl CollectionRecord {
    /// The oldest generation; 0 is the youngest.
    pub const OLDEST: u8 = 2;
}

/// One record of a capture, with texts of type `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordOf<T> {
    /// An allocation.
    Alloc {
        /// The node of the calling-context tree that requested it.
        node: u32,
        /// Its address.
        address: u64,
        /// Its size in bytes.
        size: u64,
    },
    /// A free.
    Free {
        /// The node of the calling-context tree that freed it. With native stacks, the node of the
        /// memory record before: no native stack is looked up for a free.
        node: u32,
        /// The address of the freed allocation.
        address: u64,
        /// Its size in bytes.
        size: u64,
    },
    /// A reallocation: a free and an allocation at one instant.
    Realloc {
        /// The node of the calling-context tree that requested it.
        node: u32,
        /// The address before.
        old_address: u64,
        /// The size before, in bytes.
        old_size: u64,
        /// The address after, which may be the same.
        address: u64,
        /// The size after, in bytes.
        size: u64,
    },
    /// A growth of linear memory. A page is 64 KiB.
    Grow {
        /// The total number of pages.
        pages: u64,
    },
    /// A new node of the calling-context tree.
    Node {
        /// The parent node.
        parent: u32,
        /// The location.
        location: Location,
    },
    /// A new frame of the traced language.
    Frame {
        /// The line, from 1.
        line: u32,
        /// The function's name.
        function: T,
        /// The file's name.
        file: T,
    },
    /// A change of a counter.
    Count {
        /// The counter.
        counter: Counter,
        /// The change.
        delta: i64,
    },
    /// A fact about the run, such as its settings.
    Meta {
        /// The name of the fact.
        key: T,
        /// Its value.
        value: T,
    },
    /// A new counter, numbered from 0 in the order of definitions.
    CounterDefinition {
        /// Its use by readers.
        role: CounterRole,
        /// Its name.
        name: T,
    },
    /// A new cause, numbered from 0 in the order of definitions.
    CauseDefinition {
        /// Its name.
        name: T,
    },
    /// A number of the phase that ends next.
    PhaseField {
        /// Its name.
        name: T,
        /// The number.
        value: u64,
    },
    /// The end of a phase of the workload.
    Phase {
        /// Its name.
        name: T,
    },
    /// A point in the life of the program.
    Mark(Mark),
    /// The allocator's totals at this point, for comparison with a reader's sums.
    Totals(TotalsRecord),
    /// A garbage collection of the program.
    Collection(CollectionRecord),
    /// The tracer's tree of contexts is full: from here on, an allocation in a context outside the
    /// tree belongs to the nearest context in it.
    Truncated,
    /// The end of a stored capture: the [`Checksum`](crate::Checksum) of all bytes before this
    /// record. No record follows.
    Checksum(u64),
}

/// A record with texts borrowed from the decoded bytes.
pub type Record<'a> = RecordOf<&'a str>;

/// A record with owned texts.
pub type OwnedRecord = RecordOf<String>;

impl Record<'_> {
    /// Returns the record with owned texts.
    pub fn to_owned(&self) -> OwnedRecord {
        match *self {
            RecordOf::Alloc {
                node,
                address,
                size,
            } => RecordOf::Alloc {
                node,
                address,
                size,
            },
            RecordOf::Free {
                node,
                address,
                size,
            } => RecordOf::Free {
                node,
                address,
                size,
            },
            RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            } => RecordOf::Realloc {
                node,
                old_address,
                old_size,
                address,
                size,
            },
            RecordOf::Grow { pages } => RecordOf::Grow { pages },
            RecordOf::Node { parent, location } => RecordOf::Node { parent, location },
            RecordOf::Frame {
                line,
                function,
                file,
            } => RecordOf::Frame {
                line,
                function: function.to_string(),
                file: file.to_string(),
            },
            RecordOf::Count { counter, delta } => RecordOf::Count { counter, delta },
            RecordOf::Meta { key, value } => RecordOf::Meta {
                key: key.to_string(),
                value: value.to_string(),
            },
            RecordOf::CounterDefinition { role, name } => RecordOf::CounterDefinition {
                role,
                name: name.to_string(),
            },
            RecordOf::CauseDefinition { name } => RecordOf::CauseDefinition {
                name: name.to_string(),
            },
            RecordOf::PhaseField { name, value } => RecordOf::PhaseField {
                name: name.to_string(),
                value,
            },
            RecordOf::Phase { name } => RecordOf::Phase {
                name: name.to_string(),
            },
            RecordOf::Mark(mark) => RecordOf::Mark(mark),
            RecordOf::Totals(totals) => RecordOf::Totals(totals),
            RecordOf::Collection(collection) => RecordOf::Collection(collection),
            RecordOf::Truncated => RecordOf::Truncated,
            RecordOf::Checksum(checksum) => RecordOf::Checksum(checksum),
        }
    }
}
