use std::fmt;

/// The reason for not rewriting a module. Offsets are in bytes from the start of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The input is not a valid module, or uses an unsupported feature.
    Invalid {
        /// The offset of the fault.
        offset: usize,
        /// The index of the function with the fault in its body, counted from the imported
        /// functions on.
        function: Option<u32>,
        /// The fault.
        message: String,
    },
    /// The input is a component, not a module.
    Component,
    /// The input is an object file, whose relocations contain offsets of its code.
    Object,
    /// The input already has a shadow stack: it exports `__shadow_stack_pointer`.
    AlreadyRewritten,
    /// The module has no memory for a shadow stack.
    NoMemory,
    /// The module's first memory is shared between threads, which would share the stack.
    SharedMemory,
    /// The module's first memory has 64-bit addresses.
    Memory64,
    /// The module imports its first memory and declares no region in it: the pages after the
    /// initial memory belong to the importer.
    ImportedMemory,
    /// The requested region has no pages.
    NoPages,
    /// The memory has no room for the region.
    MemoryFull {
        /// The initial size of the memory, in pages of 64 KiB.
        minimum: u64,
        /// The maximum size of the memory, in pages of 64 KiB.
        maximum: u64,
        /// The size of the region, in pages of 64 KiB.
        pages: u32,
    },
    /// An export with a reserved name has another kind or type.
    ReservedExport {
        /// Its name.
        name: &'static str,
        /// The required kind and type of an export with this name.
        expected: &'static str,
    },
    /// The descriptor at `__shadow_stack` has an unusable region.
    Region {
        /// The address of the region's first byte.
        start: u32,
        /// The length of the region in bytes.
        length: u32,
        /// The fault of the region.
        problem: &'static str,
    },
    /// A function has too many locals to add more.
    TooManyLocals {
        /// Its index, counted from the imported functions on.
        function: u32,
        /// The offset of its body.
        offset: usize,
    },
    /// The module has no function with this name.
    NoFunction(String),
    /// The rewritten module would exceed the maximum size of a module.
    TooLarge,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid {
                offset,
                function,
                message,
            } => {
                write!(f, "not a valid module: {message} (at offset {offset:#x}")?;
                if let Some(function) = function {
                    write!(f, ", in function {function}")?;
                }
                f.write_str(")")
            }
            Self::Component => {
                f.write_str("this is a component, not a module: extract its core module first")
            }
            Self::Object => f.write_str("this is an object file: link it first"),
            Self::AlreadyRewritten => f.write_str(
                "the module already has a shadow stack: it exports \"__shadow_stack_pointer\"",
            ),
            Self::NoMemory => f.write_str("the module has no memory for a shadow stack"),
            Self::SharedMemory => f.write_str(
                "the module's first memory is shared: its threads would share one shadow stack",
            ),
            Self::Memory64 => {
                f.write_str("the module's first memory has 64-bit addresses; only 32 are supported")
            }
            Self::ImportedMemory => f.write_str(
                "the module imports its memory: declare a region in it by \"__shadow_stack\"",
            ),
            Self::NoPages => f.write_str("the shadow stack needs at least one page"),
            Self::MemoryFull {
                minimum,
                maximum,
                pages,
            } => write!(
                f,
                "the memory has no room for {pages} more pages: it has {minimum}, with \
                 a maximum of {maximum}",
            ),
            Self::ReservedExport { name, expected } => {
                write!(f, "the export \"{name}\" has a reserved name: {expected}")
            }
            Self::Region {
                start,
                length,
                problem,
            } => write!(
                f,
                "the region declared by \"__shadow_stack\" ({length} bytes at {start:#x}) \
                 {problem}",
            ),
            Self::TooManyLocals { function, offset } => write!(
                f,
                "function {function} (at offset {offset:#x}) has too many locals to add more",
            ),
            Self::NoFunction(name) => {
                write!(f, "the module has no function with the name {name:?}")
            }
            Self::TooLarge => f.write_str("the rewritten module would be larger than 4 GiB"),
        }
    }
}

impl std::error::Error for Error {}
