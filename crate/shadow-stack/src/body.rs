use wasm_encoder::{BlockType, Encode, Instruction, MemArg, MemArgTarget};
use wasmparser::{BinaryReaderError, FunctionBody, Operator};

use crate::Error;
use crate::calls::Call;
use crate::region::{Region, SLOT};

/// The maximum number of locals of a function, including parameters.
const MOST_LOCALS: u32 = 50_000;

/// Data shared by all functions of a module.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    /// The index of the global that points after the last slot in use.
    pub pointer: u32,
    pub region: Region,
    /// The offset of the contents of the input's code section.
    pub code_start: usize,
}

/// A call, with its offsets before and after rewriting.
#[derive(Clone, Copy)]
pub(crate) struct Moved {
    /// The offset of its opcode in the contents of the input's code section.
    pub original: u32,
    /// The offset of its opcode in the rewritten body.
    pub rewritten: usize,
}

/// A rewritten body, without its leading length.
pub(crate) struct Body {
    pub bytes: Vec<u8>,
    pub calls: Vec<Moved>,
}

/// The input for rewriting one function.
pub(crate) struct Function<'a> {
    pub stack: Stack,
    /// Its index, counted from the imported functions on.
    pub index: u32,
    pub body: &'a FunctionBody<'a>,
    pub parameters: usize,
    /// The type of a block with its results, if it restores the pointer when it returns.
    pub restoring: Option<BlockType>,
    /// True if it makes tail calls, which replace it by other functions.
    pub replaced: bool,
}

/// The locals added to a function.
#[derive(Clone, Copy)]
struct Locals {
    /// The address of the function's slot.
    slot: u32,
    /// The address after it, to which the pointer is set during the function's calls.
    above: u32,
    /// The pointer at entry, if it is needed again.
    entry: Option<u32>,
}

/// An unchanged body, with its calls.
pub(crate) fn copied(
    bytes: &[u8],
    body: &FunctionBody<'_>,
    code_start: usize,
) -> Result<Body, BinaryReaderError> {
    let range = body.range();
    let mut calls = Vec::new();
    for operator in body.get_operators_reader()?.into_iter_with_offsets() {
        let (operator, offset) = operator?;
        if Call::of(&operator).is_some() {
            calls.push(Moved {
                original: relative(offset, code_start),
                rewritten: offset - range.start,
            });
        }
    }
    Ok(Body {
        bytes: bytes[range].to_vec(),
        calls,
    })
}

/// The body of a function without parameters that returns the pointer.
pub(crate) fn returning_pointer(pointer: u32) -> Body {
    let mut bytes = vec![0];
    Instruction::GlobalGet(pointer).encode(&mut bytes);
    Instruction::End.encode(&mut bytes);
    Body {
        bytes,
        calls: Vec::new(),
    }
}

/// A body with instructions that store the offsets of its calls, inserted between the operators of
/// `bytes`.
pub(crate) fn instrumented(bytes: &[u8], function: &Function<'_>) -> Result<Body, Error> {
    let range = function.body.range();
    let invalid = |error: BinaryReaderError| Error::Invalid {
        offset: error.offset(),
        function: Some(function.index),
        message: error.message().to_owned(),
    };
    let mut writer = Writer {
        stack: function.stack,
        out: Vec::with_capacity(range.len() * 2),
    };
    let locals = writer
        .locals(bytes, function)
        .map_err(invalid)?
        .ok_or(Error::TooManyLocals {
            function: function.index,
            offset: range.start,
        })?;
    writer.enter(locals);
    if let Some(results) = function.restoring {
        // Branches out of the function's body now target this block's label.
        writer.emit(&Instruction::Block(results));
    }
    let mut calls = Vec::new();
    let operators = function.body.get_operators_reader().map_err(invalid)?;
    let mut copied = operators.original_position();
    for operator in operators.into_iter_with_offsets() {
        let (operator, offset) = operator.map_err(invalid)?;
        let call = Call::of(&operator);
        let restores = match call {
            Some(Call::Returning) => false,
            Some(Call::Replacing) => true,
            None => matches!(operator, Operator::Return) && function.restoring.is_some(),
        };
        if call.is_none() && !restores {
            continue;
        }
        writer.out.extend_from_slice(&bytes[copied..offset]);
        copied = offset;
        let original = relative(offset, function.stack.code_start);
        if restores {
            writer.restore(locals);
        } else {
            writer.record(locals, original);
        }
        if call.is_some() {
            calls.push(Moved {
                original,
                rewritten: writer.out.len(),
            });
        }
    }
    writer.out.extend_from_slice(&bytes[copied..range.end]);
    if function.restoring.is_some() {
        writer.restore(locals);
        writer.emit(&Instruction::End);
    }
    Ok(Body {
        bytes: writer.out,
        calls,
    })
}

/// An offset in the input as DWARF counts it. A module is smaller than 4 GiB: the parser accepts no
/// larger sections.
fn relative(offset: usize, code_start: usize) -> u32 {
    u32::try_from(offset - code_start).unwrap_or(u32::MAX)
}

struct Writer {
    stack: Stack,
    out: Vec<u8>,
}

impl Writer {
    fn emit(&mut self, instruction: &Instruction<'_>) {
        instruction.encode(&mut self.out);
    }

    /// Writes the declarations of locals with those added; returns `None` if they are too many.
    fn locals(
        &mut self,
        bytes: &[u8],
        function: &Function<'_>,
    ) -> Result<Option<Locals>, BinaryReaderError> {
        let mut reader = function.body.get_locals_reader()?;
        let groups = reader.get_count();
        let first = reader.original_position();
        let mut declared = function.parameters as u64;
        for _ in 0..groups {
            declared += u64::from(reader.read()?.0);
        }
        let keeps_entry = function.restoring.is_some() || function.replaced;
        let added = if keeps_entry { 3 } else { 2 };
        let Some(slot) = u32::try_from(declared)
            .ok()
            .filter(|locals| locals + added <= MOST_LOCALS)
        else {
            return Ok(None);
        };
        (groups + 1).encode(&mut self.out);
        self.out
            .extend_from_slice(&bytes[first..reader.original_position()]);
        added.encode(&mut self.out);
        wasm_encoder::ValType::I32.encode(&mut self.out);
        Ok(Some(Locals {
            slot,
            above: slot + 1,
            entry: keeps_entry.then_some(slot + 2),
        }))
    }

    /// Takes the slot at the pointer, or the last one if the region is full.
    fn enter(&mut self, locals: Locals) {
        let last = Instruction::I32Const(self.stack.region.last().cast_signed());
        let entry = locals.entry.unwrap_or(locals.slot);
        self.emit(&last);
        self.emit(&Instruction::GlobalGet(self.stack.pointer));
        self.emit(&Instruction::LocalTee(entry));
        self.emit(&Instruction::LocalGet(entry));
        self.emit(&last);
        self.emit(&Instruction::I32GtU);
        self.emit(&Instruction::Select);
        self.emit(&Instruction::LocalTee(locals.slot));
        self.emit(&Instruction::I32Const(SLOT.cast_signed()));
        self.emit(&Instruction::I32Add);
        self.emit(&Instruction::LocalSet(locals.above));
    }

    /// Stores an offset in the slot and sets the pointer after it.
    fn record(&mut self, locals: Locals, offset: u32) {
        self.emit(&Instruction::LocalGet(locals.slot));
        self.emit(&Instruction::I32Const(offset.cast_signed()));
        self.emit(&Instruction::I32Store(MemArg {
            offset: 0,
            align: 2,
            target: MemArgTarget::Memory(0),
            ordering: None,
        }));
        self.emit(&Instruction::LocalGet(locals.above));
        self.emit(&Instruction::GlobalSet(self.stack.pointer));
    }

    /// Restores the pointer at entry.
    fn restore(&mut self, locals: Locals) {
        if let Some(entry) = locals.entry {
            self.emit(&Instruction::LocalGet(entry));
            self.emit(&Instruction::GlobalSet(self.stack.pointer));
        }
    }
}
