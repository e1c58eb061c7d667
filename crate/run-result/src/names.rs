//! Names in a capture: the exercise's counters, the fields of a phase, and the facts that every
//! engine writes.

/// Counters.
pub(crate) mod counter {
    pub(crate) const HITS: &str = "hits";
    pub(crate) const MISSES: &str = "misses";
    pub(crate) const EVICTIONS: &str = "evictions";
    pub(crate) const CLEARS: &str = "clears";
    pub(crate) const INSTANCES: &str = "instances";
    pub(crate) const ENTRIES: &str = "entries";
}

/// Fields of a phase.
pub(crate) mod field {
    pub(crate) const RANGE: &str = "range";
    pub(crate) const CURRSIZE: &str = "currsize";
    /// The common start of the names of ten fields, which end in a digit.
    pub(crate) const LAST_DIGIT: &str = "last-digit-";
}

/// Facts of a run.
pub(crate) mod fact {
    pub(crate) const POLICY: &str = "policy";
    pub(crate) const RANGES: &str = "ranges";
    pub(crate) const MAXSIZE: &str = "maxsize";
    pub(crate) const GROWTH: &str = "growth";
    pub(crate) const HARD_LIMIT: &str = "hard-limit";
    pub(crate) const START_UP: &str = "start-up";
}
