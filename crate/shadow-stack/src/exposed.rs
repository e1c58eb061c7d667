//! Globals added to a module, and their exports.

use wasm_encoder::{ConstExpr, Encode, ExportKind, GlobalType, ValType};
use wasmparser::ExternalKind;

use crate::input::{Global, Input};
use crate::region::Region;
use crate::{Error, names};

/// The pointer, and the bounds of the region unless the module exports them.
pub(crate) struct Exposed {
    added: Vec<Added>,
    /// The index of the first added global.
    first: u32,
}

struct Added {
    name: &'static str,
    mutable: bool,
    value: u32,
}

impl Exposed {
    pub fn of(input: &Input<'_>, region: Region) -> Result<Self, Error> {
        let mut added = vec![Added {
            name: names::POINTER,
            mutable: true,
            value: region.start,
        }];
        for (name, value) in [(names::START, region.start), (names::END, region.end)] {
            if !is_exported(input, name, value)? {
                added.push(Added {
                    name,
                    mutable: false,
                    value,
                });
            }
        }
        let first = u32::try_from(input.globals.len()).map_err(|_| Error::TooLarge)?;
        Ok(Self { added, first })
    }

    /// The index of the pointer.
    pub fn pointer(&self) -> u32 {
        self.first
    }

    /// The entries for the global section.
    pub fn globals(&self) -> Vec<Vec<u8>> {
        let entry = |added: &Added| {
            let mut entry = Vec::new();
            GlobalType {
                val_type: ValType::I32,
                mutable: added.mutable,
                shared: false,
            }
            .encode(&mut entry);
            ConstExpr::i32_const(added.value.cast_signed()).encode(&mut entry);
            entry
        };
        self.added.iter().map(entry).collect()
    }

    /// The entries for the export section.
    pub fn exports(&self) -> Vec<Vec<u8>> {
        let entry = |(index, added): (u32, &Added)| {
            let mut entry = Vec::new();
            added.name.encode(&mut entry);
            ExportKind::Global.encode(&mut entry);
            index.encode(&mut entry);
            entry
        };
        (self.first..).zip(&self.added).map(entry).collect()
    }
}

/// Returns `true` if the module exports this bound; another export with its name is an error.
fn is_exported(input: &Input<'_>, name: &'static str, value: u32) -> Result<bool, Error> {
    let Some(export) = input.export(name) else {
        return Ok(false);
    };
    let global = input.globals.get(export.index as usize);
    let fits = export.kind == ExternalKind::Global && global.and_then(Global::fixed) == Some(value);
    fits.then_some(true).ok_or(Error::ReservedExport {
        name,
        expected: "an immutable i32 global with the region's bound is required",
    })
}
