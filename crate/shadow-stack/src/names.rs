//! The names by which a module, its rewritten form and a reader of the stack know each other.

/// Exported global: the address behind the last slot in use.
pub(crate) const POINTER: &str = "__shadow_stack_pointer";
/// Exported global: the address of the region's first slot.
pub(crate) const START: &str = "__shadow_stack_start";
/// Exported global: the address behind the region's last slot.
pub(crate) const END: &str = "__shadow_stack_end";
/// Exported global of the input: the address of the descriptor of a region of its own.
pub(crate) const REGION: &str = "__shadow_stack";
/// Exported function: what the pointer is, or 0 in a module that is not rewritten.
pub(crate) const TOP: &str = "__shadow_stack_top";
/// Custom section: which build this is.
pub(crate) const BUILD_ID: &str = "build_id";
/// Custom section: where the code is of functions that were asked for by name.
pub(crate) const RANGES: &str = "function_ranges";
/// Custom section of a file of names: where each function starts, and what it is called.
pub(crate) const FUNCTIONS: &str = "function_names";
/// Custom section: names of functions and of what else there is, by index.
pub(crate) const NAMES: &str = "name";
/// What the names of DWARF's custom sections start with.
pub(crate) const DEBUG_PREFIX: &str = ".debug_";
