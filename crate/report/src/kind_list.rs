//! The kinds of reports, in one list.
//!
//! A kind is a file of the folder `kinds` and a line here: its variant of [`Kind`](crate::Kind),
//! its name in a query, and its file. The file has a type `Content`, the content of an answer, and
//! a constant `DESCRIPTION`. The order is that in which kinds are listed.

macro_rules! for_each_kind {
    ($make:ident) => {
        $make! {
            /// The tree of what was live at the high-water mark.
            HighWaterMark = "high-water-mark" in high_water_mark;
            /// The tree of what was not freed at the end.
            Leaks = "leaks" in leaks;
            /// The tree of what was freed soon after it was allocated.
            Temporary = "temporary" in temporary;
            /// The tree of what was live at an instant.
            At = "at" in at;
            /// What was live, as a tree.
            Tree = "tree" in tree;
            /// What was live, by the location that allocated it.
            Table = "table" in table;
            /// What was live, by function: its own and with what it called.
            Summary = "summary" in summary;
            /// What was live, by what it was for.
            ByCause = "by-cause" in by_cause;
            /// Totals, a histogram of sizes, and the largest locations.
            Stats = "stats" in stats;
            /// The tree of what changed between two instants.
            Difference = "difference" in difference;
            /// The calling context in which the most was live, with all that is known of its
            /// frames.
            Stack = "stack" in stack;
        }
    };
}

pub(crate) use for_each_kind;
