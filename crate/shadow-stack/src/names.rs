//! Names shared by a module, its rewritten form and readers of the stack.

/// Exported global: the address after the last slot in use.
pub(crate) const POINTER: &str = "__shadow_stack_pointer";
/// Exported global: the address of the region's first slot.
pub(crate) const START: &str = "__shadow_stack_start";
/// Exported global: the address after the region's last slot.
pub(crate) const END: &str = "__shadow_stack_end";
/// Exported global of the input: the address of the descriptor of a declared region.
pub(crate) const REGION: &str = "__shadow_stack";
/// Exported function: the pointer, or 0 in a module that is not rewritten.
pub(crate) const TOP: &str = "__shadow_stack_top";
/// Custom section: the identity of the build.
pub(crate) const BUILD_ID: &str = "build_id";
/// Custom section: the ranges of the code of functions requested by name.
pub(crate) const RANGES: &str = "function_ranges";
/// Custom section of a file of names: the start and the name of each function.
pub(crate) const FUNCTIONS: &str = "function_names";
/// Custom section: names of functions and other items, by index.
pub(crate) const NAMES: &str = "name";
/// The common start of the names of DWARF's custom sections.
pub(crate) const DEBUG_PREFIX: &str = ".debug_";
