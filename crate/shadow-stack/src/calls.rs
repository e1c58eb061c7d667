use wasmparser::{BinaryReaderError, FunctionBody, Operator};

use crate::input::Input;

/// What a function calls.
#[derive(Default)]
pub(crate) struct Calls {
    /// Calls that return to it.
    pub returning: usize,
    /// Calls that replace it, tail calls.
    pub replacing: usize,
    /// The functions that replace it by a direct tail call.
    pub successors: Vec<u32>,
}

/// How an operator calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// The callee returns to this function.
    Returning,
    /// The callee returns to this function's caller.
    Replacing,
}

impl Call {
    /// How this operator calls, where it does.
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

/// Which functions the host can enter and see return, by their index. A function that replaces
/// such a one by a tail call is one too: it is what returns to the host. Functions that are
/// reached through tables or references are so anyway.
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
