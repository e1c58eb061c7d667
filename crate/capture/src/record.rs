//! What a record can say.

/// Where the current code is, one step below its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A frame of the traced language, by the number of its [`Record::Frame`].
    Frame(u32),
    /// The purpose of the allocations below it.
    Cause(Cause),
    /// A native frame, by its code offset in the module.
    Native(u32),
}

/// The most counters that a program defines: their numbers fit in four bits.
pub const MAX_COUNTERS: usize = 16;

/// The most causes that a program defines.
pub const MAX_CAUSES: usize = 16;

/// The most counters of a program that are [drawn](CounterRole::is_drawn).
pub const MAX_DRAWN: usize = 4;

macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident, $most:ident) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u8);

        impl $name {
            /// Every one that there can be, in the order of their numbers.
            pub const ALL: [Self; $most] = {
                let mut all = [Self(0); $most];
                let mut number = 0;
                while number < all.len() {
                    // There are few.
                    #[allow(clippy::cast_possible_truncation)]
                    let value = number as u8;
                    all[number] = Self(value);
                    number += 1;
                }
                all
            };

            /// The one with this number, if there can be one.
            pub const fn from_number(number: u64) -> Option<Self> {
                if number < $most as u64 {
                    // Below the most.
                    #[allow(clippy::cast_possible_truncation)]
                    let index = number as usize;
                    Some(Self::ALL[index])
                } else {
                    None
                }
            }

            /// The number: the turn of its definition, from 0.
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
    /// A running number of the traced program, which defines it.
    Counter, MAX_COUNTERS
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$item_meta:meta])* $item:ident = $number:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$item_meta])* $item = $number,)* }

        impl $name {
            /// Each value, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$item,)*];

            /// The value of a number of the format, if it has one.
            pub const fn from_number(number: u64) -> Option<Self> {
                match number { $($number => Some(Self::$item),)* _ => None }
            }

            /// The number in the format.
            pub const fn number(self) -> u8 { self as u8 }
        }
    };
}

named! {
    /// The use that a reader makes of a counter, and so how often the counter is written.
    CounterRole {
        /// A total, exact at checkpoints, at marks and at the ends of phases.
        Total = 0,
        /// A curve beside the memory's: exact at each memory record.
        Drawn = 1,
        /// A curve whose own peak is exact: each change is written.
        Exact = 2,
        /// The ticks of the run's clock, the x axis of a timeline: exact at each memory record.
        /// One counter of a program has this role at most.
        Ticks = 3,
    }
}

impl CounterRole {
    /// Whether the counter is a curve of its own. At most [`MAX_DRAWN`] of a program are.
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
        /// The workload begins: what is live here is not the workload's.
        Begin = 0,
        /// The workload has ended, and all that it holds is still held.
        End = 1,
        /// Everything the workload held has been released.
        Released = 2,
        /// What the program runs in has started, where that takes memory of its own: the most live
        /// bytes are counted anew from here.
        Ready = 3,
    }
}

/// The allocator's own totals since [`Mark::Begin`], in allocations and bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TotalsRecord {
    /// Live bytes.
    pub live: u64,
    /// The most live bytes at any one time, since [`Mark::Ready`] where there was one.
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
    /// How many times linear memory has grown.
    pub growths: u64,
}

/// A garbage collection of the traced program, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CollectionRecord {
    /// The oldest generation that was collected, at most [`OLDEST`](Self::OLDEST).
    pub generation: u8,
    /// Objects found to be garbage.
    pub collected: u64,
    /// By how many bytes less was live after it than before; 0 where more was.
    pub freed: u64,
}

impl CollectionRecord {
    /// The oldest generation there is, 0 being the youngest.
    pub const OLDEST: u8 = 2;
}

/// One record of a capture, with its texts as `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordOf<T> {
    /// An allocation.
    Alloc {
        /// The node of the calling-context tree that asked for it.
        node: u32,
        /// Its address.
        address: u64,
        /// Its size in bytes.
        size: u64,
    },
    /// A free.
    Free {
        /// The node of the calling-context tree that freed it. Where contexts have native
        /// frames, that of the memory record before: no native stack is looked up for a free.
        node: u32,
        /// The address that was allocated.
        address: u64,
        /// The size it had, in bytes.
        size: u64,
    },
    /// A reallocation: a free and an allocation at one instant.
    Realloc {
        /// The node of the calling-context tree that asked for it.
        node: u32,
        /// The address before.
        old_address: u64,
        /// The size before, in bytes.
        old_size: u64,
        /// The address after, which can be the same.
        address: u64,
        /// The size after, in bytes.
        size: u64,
    },
    /// Linear memory has grown. A page has 64 KiB.
    Grow {
        /// Pages in all.
        pages: u64,
    },
    /// A new node of the calling-context tree.
    Node {
        /// The node it hangs below.
        parent: u32,
        /// Where it is.
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
    /// A counter changed.
    Count {
        /// Which.
        counter: Counter,
        /// By how much.
        delta: i64,
    },
    /// A fact about the run, such as its settings.
    Meta {
        /// What it is.
        key: T,
        /// Its value.
        value: T,
    },
    /// A new counter, numbered by its turn from 0.
    CounterDefinition {
        /// The use that a reader makes of it.
        role: CounterRole,
        /// Its name.
        name: T,
    },
    /// A new cause, numbered by its turn from 0.
    CauseDefinition {
        /// Its name.
        name: T,
    },
    /// A number that belongs to the phase which ends next.
    PhaseField {
        /// Its name.
        name: T,
        /// The number.
        value: u64,
    },
    /// A phase of the workload has ended.
    Phase {
        /// Its name.
        name: T,
    },
    /// The program has reached a point.
    Mark(Mark),
    /// The allocator's own totals at this point, to check a reader's sums against.
    Totals(TotalsRecord),
    /// The program has collected its garbage.
    Collection(CollectionRecord),
    /// The tracer's tree of contexts is full: from here on a context that is new to it is
    /// counted at the nearest one that is not.
    Truncated,
}

/// A record whose texts are borrowed from the bytes it was read from.
pub type Record<'a> = RecordOf<&'a str>;

/// A record that owns its texts.
pub type OwnedRecord = RecordOf<String>;

impl Record<'_> {
    /// The same record with texts of its own.
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
        }
    }
}
