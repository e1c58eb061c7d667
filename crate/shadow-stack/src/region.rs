use wasm_encoder::Encode;
use wasmparser::{BinaryReader, BinaryReaderError, ExternalKind, MemoryType};

use crate::Error;
use crate::input::{Data, Global, Input};
use crate::names;

/// The size of a page of linear memory in bytes.
const PAGE: u64 = 64 * 1024;
/// The size of a slot in bytes.
pub(crate) const SLOT: u32 = 4;
/// The size of the descriptor of a region in bytes: its address and its length.
const DESCRIPTOR: u32 = 8;

/// The memory of the shadow stack.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    /// The address of the first slot.
    pub start: u32,
    /// The address after the last slot.
    pub end: u32,
    /// The number of pages to add to the memory's minimum.
    pub added_pages: u32,
}

impl Region {
    /// The region declared by the module, otherwise one after its initial memory.
    pub fn of(input: &Input<'_>, pages: u32) -> Result<Self, Error> {
        let memory = input.memory.ok_or(Error::NoMemory)?;
        if memory.kind.memory64 {
            return Err(Error::Memory64);
        }
        if memory.kind.shared {
            return Err(Error::SharedMemory);
        }
        if let Some(descriptor) = declared(input)? {
            return Self::described(&input.data, descriptor, memory.kind.initial * PAGE);
        }
        if memory.imported {
            return Err(Error::ImportedMemory);
        }
        if pages == 0 {
            return Err(Error::NoPages);
        }
        let minimum = memory.kind.initial;
        // The address after the last slot must be a 32-bit number.
        let maximum = memory.kind.maximum.unwrap_or(u64::from(u16::MAX));
        let grown = minimum + u64::from(pages);
        let (Ok(start), Ok(end)) = (u32::try_from(minimum * PAGE), u32::try_from(grown * PAGE))
        else {
            return Err(Error::MemoryFull {
                minimum,
                maximum,
                pages,
            });
        };
        if grown > maximum {
            return Err(Error::MemoryFull {
                minimum,
                maximum,
                pages,
            });
        }
        Ok(Self {
            start,
            end,
            added_pages: pages,
        })
    }

    /// The address of the last slot.
    pub fn last(self) -> u32 {
        self.end - SLOT
    }

    /// The contents of the memory section, with the first memory enlarged by the region's pages.
    pub fn memories(self, contents: &[u8]) -> Result<Vec<u8>, Error> {
        let invalid = |error: BinaryReaderError| Error::Invalid {
            offset: error.offset(),
            function: None,
            message: error.message().to_owned(),
        };
        let mut memories = BinaryReader::new(contents, 0);
        let count = memories.read_var_u32().map_err(invalid)?;
        let first: MemoryType = memories.read().map_err(invalid)?;
        let mut grown = Vec::with_capacity(contents.len() + 1);
        count.encode(&mut grown);
        wasm_encoder::MemoryType {
            minimum: first.initial + u64::from(self.added_pages),
            maximum: first.maximum,
            memory64: false,
            shared: false,
            page_size_log2: None,
        }
        .encode(&mut grown);
        grown.extend_from_slice(&contents[memories.original_position()..]);
        Ok(grown)
    }

    fn described(data: &[Data<'_>], descriptor: u32, memory: u64) -> Result<Self, Error> {
        let start = initial_word(data, descriptor);
        let length = initial_word(data, descriptor.wrapping_add(SLOT));
        let problem = |problem| Error::Region {
            start,
            length,
            problem,
        };
        if u64::from(descriptor) + u64::from(DESCRIPTOR) > memory {
            return Err(problem("has its descriptor outside the initial memory"));
        }
        if start == 0 {
            return Err(problem("has no address"));
        }
        if !start.is_multiple_of(SLOT) {
            return Err(problem("does not start at a multiple of 4"));
        }
        // Bytes after the last whole slot are not used.
        let length_of_slots = length - length % SLOT;
        if length_of_slots == 0 {
            return Err(problem("has no slot"));
        }
        match start.checked_add(length_of_slots) {
            Some(end) if u64::from(start) + u64::from(length) <= memory => Ok(Self {
                start,
                end,
                added_pages: 0,
            }),
            _ => Err(problem("ends outside the initial memory")),
        }
    }
}

/// The address of the descriptor, if the module declares a region.
fn declared(input: &Input<'_>) -> Result<Option<u32>, Error> {
    let Some(export) = input.export(names::REGION) else {
        return Ok(None);
    };
    let address = Some(export)
        .filter(|export| export.kind == ExternalKind::Global)
        .and_then(|export| input.globals.get(export.index as usize))
        .and_then(Global::fixed);
    match address {
        Some(address) => Ok(Some(address)),
        None => Err(Error::ReservedExport {
            name: names::REGION,
            expected: "an immutable i32 global with a constant address is required",
        }),
    }
}

/// The number at an address after instantiation. Linkers leave out zero bytes, so bytes outside of
/// all segments are zero.
fn initial_word(data: &[Data<'_>], address: u32) -> u32 {
    u32::from_le_bytes([0, 1, 2, 3].map(|index| {
        let address = address.wrapping_add(index);
        let held = data.iter().rev().find_map(|segment| {
            let offset = address.checked_sub(segment.address)?;
            segment.bytes.get(offset as usize).copied()
        });
        held.unwrap_or(0)
    }))
}
