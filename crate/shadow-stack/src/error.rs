use std::fmt;

/// Why a module cannot be rewritten. Offsets are bytes from the start of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The input is no valid module, or uses a feature that is not known here.
    Invalid {
        /// Where it was found.
        offset: usize,
        /// The index of the function whose body it is in, imported functions counted first.
        function: Option<u32>,
        /// What was found.
        message: String,
    },
    /// The input is a component, not a module.
    Component,
    /// The input is an object file, whose relocations name offsets of its code.
    Object,
    /// The input has a shadow stack already: it exports `__shadow_stack_pointer`.
    AlreadyRewritten,
    /// The module has no memory to keep a shadow stack in.
    NoMemory,
    /// The module's first memory is shared between threads, which would share the stack.
    SharedMemory,
    /// The module's first memory has 64-bit addresses.
    Memory64,
    /// The module imports its first memory and declares no region in it: what lies behind
    /// the initial memory is then the importer's.
    ImportedMemory,
    /// A region of no page was asked for.
    NoPages,
    /// The memory has no room for the region.
    MemoryFull {
        /// Pages of 64 KiB that the memory has at first.
        minimum: u64,
        /// Pages of 64 KiB that it may have.
        maximum: u64,
        /// Pages of 64 KiB that the region needs.
        pages: u32,
    },
    /// An export has one of this crate's names and is something else.
    ReservedExport {
        /// Its name.
        name: &'static str,
        /// What an export of this name has to be.
        expected: &'static str,
    },
    /// The descriptor that `__shadow_stack` points to names no usable region.
    Region {
        /// Address of the region's first byte.
        start: u32,
        /// Length of the region in bytes.
        length: u32,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A function has so many locals that no more can be added.
    TooManyLocals {
        /// Its index, imported functions counted first.
        function: u32,
        /// Where its body starts.
        offset: usize,
    },
    /// The module names no function so.
    NoFunction(String),
    /// The rewritten module would be larger than a module can be.
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
            Self::Component => f.write_str(
                "this is a component, not a module: take the core module out of it first",
            ),
            Self::Object => f.write_str("this is an object file: link it first"),
            Self::AlreadyRewritten => f.write_str(
                "the module has a shadow stack already: it exports \"__shadow_stack_pointer\"",
            ),
            Self::NoMemory => {
                f.write_str("the module has no memory: a shadow stack is kept in linear memory")
            }
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
                "the memory has no room for {pages} more pages: it starts with {minimum} and may \
                 have {maximum}",
            ),
            Self::ReservedExport { name, expected } => {
                write!(
                    f,
                    "the export \"{name}\" is not what its name says: {expected}"
                )
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
                "function {function} (at offset {offset:#x}) has too many locals to add to",
            ),
            Self::NoFunction(name) => write!(f, "the module has no function by the name {name:?}"),
            Self::TooLarge => f.write_str("the rewritten module would be larger than 4 GiB"),
        }
    }
}

impl std::error::Error for Error {}
