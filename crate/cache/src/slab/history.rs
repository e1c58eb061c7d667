//! The scope of allocations for ghosts and sketches.

/// Calls the function, whose allocations are for keys that are not stored: ghosts and sketches.
///
/// A program that attributes its memory to causes marks them there: see
/// [`Cache::set_history_scope`](crate::Cache::set_history_scope).
pub type HistoryScope = fn(&mut dyn FnMut());

/// Calls the function in a scope, if there is one.
pub(crate) fn within(scope: Option<HistoryScope>, mut function: impl FnMut()) {
    match scope {
        Some(scope) => scope(&mut function),
        None => function(),
    }
}
