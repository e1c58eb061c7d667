//! What a record can say.

/// Where the current code is, one step below its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {
    /// A frame of the traced language, by the number of its [`Record::Frame`].
    Frame(u32),
    /// Not a place but a reason: what the allocations below it are for.
    Cause(Cause),
    /// A native frame, by its code offset in the module.
    Native(u32),
}

macro_rules! numbered {
    ($(#[$meta:meta])* $name:ident { $($(#[$item_meta:meta])* $item:ident = $number:literal => $text:literal,)* }) => {
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

            /// The name in plain words.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$item => $text,)* }
            }
        }
    };
}

numbered! {
    /// What an allocation of a cache is for.
    Cause {
        /// A result that the cache keeps for its callers.
        Value = 0 => "cached values",
        /// A key object.
        Key = 1 => "keys",
        /// The cache's own structure: its table and its links.
        Structure = 2 => "cache structure",
        /// An object whose method is cached.
        Instance = 3 => "instances",
    }
}

numbered! {
    /// A running number of the traced program.
    Counter {
        /// Calls of the cached function so far. The x axis of a timeline.
        Calls = 0 => "calls",
        /// Calls that a cache answered.
        Hits = 1 => "hits",
        /// Calls that had to compute.
        Misses = 2 => "misses",
        /// Entries that a full cache gave up for a new one.
        Evictions = 3 => "evictions",
        /// Times that a cache was emptied.
        Clears = 4 => "clears",
        /// Instances alive.
        Instances = 5 => "instances",
        /// Entries in all caches alive.
        Entries = 6 => "entries",
    }
}

numbered! {
    /// A point in the life of the program.
    Mark {
        /// The workload begins: what is live here is not the workload's.
        Begin = 0 => "begin",
        /// The workload has ended, and the caches it filled are still held.
        End = 1 => "end",
        /// Everything the workload held has been let go.
        Released = 2 => "released",
        /// What the program runs in has started, where that takes memory of its own: the most live
        /// bytes are counted anew from here.
        Ready = 3 => "ready",
    }
}

/// One phase of the exercise, at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhaseRecord {
    /// The phase's range: as many instances, and as many calls of each.
    pub range: u64,
    /// Entries in the cache: of the last instance where each has its own.
    pub currsize: u64,
    /// How many results ended in each decimal digit.
    pub last_digits: [u64; 10],
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
    /// Linear memory has grown, to so many pages of 64 KiB in all.
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
    /// A phase of the exercise has ended.
    Phase(PhaseRecord),
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
            RecordOf::Phase(phase) => RecordOf::Phase(phase),
            RecordOf::Mark(mark) => RecordOf::Mark(mark),
            RecordOf::Totals(totals) => RecordOf::Totals(totals),
            RecordOf::Collection(collection) => RecordOf::Collection(collection),
            RecordOf::Truncated => RecordOf::Truncated,
        }
    }
}
