use wasm_encoder::{AbstractHeapType as Abstract, BlockType, Encode, HeapType, RefType, ValType};
use wasmparser::UnpackedIndex;

use crate::input::Input;
use crate::sections::extended;

/// The types of blocks without parameters and with a function's results. Blocks with several
/// results need a type of the module, which is added if missing.
pub(crate) struct BlockTypes<'a> {
    types: &'a [Option<wasmparser::FuncType>],
    added: Vec<Vec<wasmparser::ValType>>,
}

impl<'a> BlockTypes<'a> {
    pub fn new(input: &'a Input<'_>) -> Self {
        Self {
            types: &input.types,
            added: Vec::new(),
        }
    }

    /// The type of a block with these results.
    pub fn leaving(&mut self, results: &[wasmparser::ValType]) -> BlockType {
        match results {
            [] => BlockType::Empty,
            [result] => BlockType::Result(value_type(*result)),
            _ => BlockType::FunctionType(self.index(results)),
        }
    }

    fn index(&mut self, results: &[wasmparser::ValType]) -> u32 {
        let fits =
            |kind: &wasmparser::FuncType| kind.params().is_empty() && kind.results() == results;
        let known = self
            .types
            .iter()
            .position(|kind| kind.as_ref().is_some_and(fits));
        let index = known.unwrap_or_else(|| {
            let known = self.added.iter().position(|added| added == results);
            self.types.len()
                + known.unwrap_or_else(|| {
                    self.added.push(results.to_vec());
                    self.added.len() - 1
                })
        });
        // A module has at most a million types, and as many functions.
        u32::try_from(index).expect("more types than a module can have")
    }

    /// The contents of the type section, with the added types.
    pub fn section(&self, contents: &[u8]) -> Vec<u8> {
        let entry = |results: &Vec<wasmparser::ValType>| {
            let mut entry = vec![0x60, 0]; // a function without parameters
            results.len().encode(&mut entry);
            for result in results {
                value_type(*result).encode(&mut entry);
            }
            entry
        };
        extended(contents, &self.added.iter().map(entry).collect::<Vec<_>>())
    }
}

fn value_type(kind: wasmparser::ValType) -> ValType {
    match kind {
        wasmparser::ValType::I32 => ValType::I32,
        wasmparser::ValType::I64 => ValType::I64,
        wasmparser::ValType::F32 => ValType::F32,
        wasmparser::ValType::F64 => ValType::F64,
        wasmparser::ValType::V128 => ValType::V128,
        wasmparser::ValType::Ref(reference) => ValType::Ref(RefType {
            nullable: reference.is_nullable(),
            heap_type: heap_type(reference.heap_type()),
        }),
    }
}

fn heap_type(kind: wasmparser::HeapType) -> HeapType {
    match kind {
        wasmparser::HeapType::Abstract { shared, ty } => HeapType::Abstract {
            shared,
            ty: abstract_type(ty),
        },
        wasmparser::HeapType::Concrete(index) => HeapType::Concrete(match index {
            UnpackedIndex::Module(index) | UnpackedIndex::RecGroup(index) => index,
            UnpackedIndex::Id(_) => unreachable!("a parsed type has indices of the module"),
        }),
    }
}

fn abstract_type(kind: wasmparser::AbstractHeapType) -> Abstract {
    match kind {
        wasmparser::AbstractHeapType::Func => Abstract::Func,
        wasmparser::AbstractHeapType::Extern => Abstract::Extern,
        wasmparser::AbstractHeapType::Any => Abstract::Any,
        wasmparser::AbstractHeapType::None => Abstract::None,
        wasmparser::AbstractHeapType::NoExtern => Abstract::NoExtern,
        wasmparser::AbstractHeapType::NoFunc => Abstract::NoFunc,
        wasmparser::AbstractHeapType::Eq => Abstract::Eq,
        wasmparser::AbstractHeapType::Struct => Abstract::Struct,
        wasmparser::AbstractHeapType::Array => Abstract::Array,
        wasmparser::AbstractHeapType::I31 => Abstract::I31,
        wasmparser::AbstractHeapType::Exn => Abstract::Exn,
        wasmparser::AbstractHeapType::NoExn => Abstract::NoExn,
        wasmparser::AbstractHeapType::Cont => Abstract::Cont,
        wasmparser::AbstractHeapType::NoCont => Abstract::NoCont,
    }
}
