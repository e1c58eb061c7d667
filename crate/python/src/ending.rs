//! The end of a main program, as `CPython` ends: the report of the exception that ended it, its
//! `atexit` callbacks, then the names of its modules, with the finalizers of what they kept alive.

use highwater_tracer::Mark;
use rustpython_vm::VirtualMachine;
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::stdlib::atexit;

use crate::interpreter::{self, Program};
use crate::tracer::TRACER;
use crate::{frames, uncounted};

/// Ends a program whose code has run, with the exception that ended it. Allocations of callbacks and
/// finalizers are the program's.
pub(crate) fn end(
    vm: &VirtualMachine,
    program: Option<Program>,
    error: Option<PyBaseExceptionRef>,
) {
    TRACER.mark(Mark::Ending);
    frames::resume();
    if let Some(error) = error {
        uncounted::during(|| interpreter::ended_with(vm, error));
    }
    atexit::_run_exitfuncs(vm);
    uncounted::during(|| {
        drop(program);
        interpreter::release_names(vm);
    });
    frames::stop();
}
