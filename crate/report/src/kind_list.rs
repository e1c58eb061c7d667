//! The list of the kinds of reports.
//!
//! A kind is a file in the folder `kinds` and a line here: its variant of [`Kind`](crate::Kind),
//! its name in a query, and its module. The module has a type `Content`, the content of an answer,
//! and a constant `DESCRIPTION`. The order is that of display.

macro_rules! for_each_kind {
    ($make:ident) => {
        $make! {
            /// The tree of the allocations live at the high-water mark.
            HighWaterMark = "high-water-mark" in high_water_mark;
            /// The tree of the allocations not freed at the end.
            Leaks = "leaks" in leaks;
            /// The tree of the allocations freed soon.
            Temporary = "temporary" in temporary;
            /// The tree of the allocations live at an instant.
            At = "at" in at;
            /// The live allocations as a tree.
            Tree = "tree" in tree;
            /// The live allocations by location.
            Table = "table" in table;
            /// The live allocations by function: its own, and those of its callees as well.
            Summary = "summary" in summary;
            /// The live allocations by cause.
            ByCause = "by-cause" in by_cause;
            /// Totals, a histogram of sizes, and the largest locations.
            Stats = "stats" in stats;
            /// The tree of changes between two instants.
            Difference = "difference" in difference;
            /// The calling context with the most live bytes, with all known data of its frames.
            Stack = "stack" in stack;
        }
    };
}

pub(crate) use for_each_kind;
