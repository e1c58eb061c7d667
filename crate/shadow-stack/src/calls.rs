use wasmparser::{BinaryReaderError, FunctionBody, Operator};

use crate::input::Input;

/// The calls of a function.
#[derive(Default)]
pub(crate) struct Calls {
    /// The number of calls that return to it.
    pub returning: usize,
    /// The number of tail calls, which replace it.
    pub replacing: usize,
    /// The functions called directly by its tail calls.
    pub successors: Vec<u32>,
}

/// The kind of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// The callee returns to this function.
    Returning,
    /// The callee returns to this function's caller.
    Replacing,
}

impl Call {
    /// The kind of an operator's call, if it is one.
    pub fn of(operator: &Operator<'_>) -> Option<Self> {
        match operator {
            Operator::Call { .. } | Operator::CallIndirect { .. } | Operator::CallRef { .. } => {
                Some(Self::Returning)
            }
            Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. } => Some(Self::Replacing),
            _ => None,
        }
    }
}

impl Calls {
    pub fn of(body: &FunctionBody<'_>) -> Result<Self, BinaryReaderError> {
        let mut calls = Self::default();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match Call::of(&operator) {
                Some(Call::Returning) => calls.returning += 1,
                Some(Call::Replacing) => calls.replacing += 1,
                None => {}
            }
            if let Operator::ReturnCall { function_index } = operator {
                calls.successors.push(function_index);
            }
        }
        Ok(calls)
    }
}

/// The functions that return to the host, by their index: those that the host can enter, and those
/// that replace them by tail calls. Functions in tables or references can be entered as well.
pub(crate) fn returning_to_host(input: &Input<'_>, calls: &[Calls]) -> Vec<bool> {
    let mut marked = vec![false; input.functions.len()];
    let mut pending = input.entered.clone();
    while let Some(function) = pending.pop() {
        let Some(mark) = marked.get_mut(function as usize) else {
            continue;
        };
        if std::mem::replace(mark, true) || function < input.imported_functions {
            continue;
        }
        let defined = (function - input.imported_functions) as usize;
        pending.extend(
            calls
                .get(defined)
                .into_iter()
                .flat_map(|calls| &calls.successors),
        );
    }
    marked
}
