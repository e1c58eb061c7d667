//! The native modules of the library that programs here can use, compiled in place of
//! `rustpython-stdlib`'s full list.

#[macro_use]
extern crate rustpython_derive;

extern crate alloc;

#[macro_use]
pub(crate) mod macros;

pub mod array;
mod bisect;
mod contextvars;
#[path = "_heapq.rs"]
mod heapq;
mod json;
mod math;
mod pystruct;
mod random;
mod statistics;

use rustpython_common as common;
use rustpython_vm as vm;

use crate::vm::{Context, builtins};

/// The modules, for building an interpreter.
pub fn stdlib_module_defs(ctx: &Context) -> Vec<&'static builtins::PyModuleDef> {
    vec![
        array::module_def(ctx),
        bisect::module_def(ctx),
        contextvars::module_def(ctx),
        heapq::module_def(ctx),
        json::module_def(ctx),
        math::module_def(ctx),
        pystruct::module_def(ctx),
        random::module_def(ctx),
        statistics::module_def(ctx),
    ]
}
