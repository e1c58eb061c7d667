//! One run of a program.

use std::cell::{Cell, RefCell};

use highwater_tracer::{Growth, Mark, PAGE_SIZE, Refusal, Settings};
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::{Interpreter, PyObjectRef, PyResult, VirtualMachine};
use wasm_bindgen::prelude::*;

use crate::failure::Failure;
use crate::interpreter::{self, Program, TestInfo, Tests};
use crate::tracer::TRACER;
use crate::verdict::Verdict;
use crate::{ending, files, frames, uncounted};

/// The frame of the interpreter's work before and after the program.
const INTERPRETER: (&str, &str) = ("interpreter", "<interpreter>");

/// The state of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunState {
    NotEnded,
    Completed,
    Failed,
}

/// An interpreter and its program, if that was compiled and its tests were loaded.
struct Held {
    interpreter: Interpreter,
    program: Option<Program>,
    /// True if the program is to be run: a test may be skipped.
    is_ready: bool,
}

/// The next task of [`advance`]. Each may run code of a program, and needs the room for recursion that
/// only a call without arguments can be given.
enum Task {
    /// Starts the interpreter, and compiles the main program or finds its test.
    Prepare(Request),
    Run,
    ListTests(String),
}

/// The input of a run: the arguments of [`start`].
struct Request {
    name: String,
    file: String,
    test: Option<String>,
    growth: Growth,
    hard_limit: Option<usize>,
    traced: bool,
}

/// The number of digits in the identity of a build.
const BUILD_DIGITS: usize = 32;

thread_local! {
    /// The build that the code offsets of native calls belong to. It is not on the heap, which is
    /// therefore the same with native calls as without.
    static BUILD: Cell<Option<[u8; BUILD_DIGITS]>> = const { Cell::new(None) };
    static STATE: Cell<RunState> = const { Cell::new(RunState::NotEnded) };
    static NEXT: RefCell<Option<Task>> = const { RefCell::new(None) };
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
    static LISTED: RefCell<Option<String>> = const { RefCell::new(None) };
    static FAILURE: RefCell<Option<Failure>> = const { RefCell::new(None) };
    static VERDICT: RefCell<Option<Verdict>> = const { RefCell::new(None) };
    /// Live bytes at the start of the program.
    static START_UP: Cell<u64> = const { Cell::new(0) };
    /// The line of the exception that ended the program, or 0.
    static RAISED_AT: Cell<u32> = const { Cell::new(0) };
}

/// Records the native calls below the innermost Python frame in subsequent runs.
///
/// `build` is the build that their code offsets belong to, in 32 hexadecimal digits. `eval_loop`
/// has the functions that execute Python's instructions: the offset of each one's first byte, and
/// the offset after its last.
///
/// # Errors
/// A message for a module without a stack of native calls, an invalid `build`, or an `eval_loop`
/// that does not consist of a few functions.
#[wasm_bindgen]
pub fn follow_native(build: &str, eval_loop: &[u32]) -> Result<(), JsError> {
    if !frames::are_native() {
        return Err(JsError::new("this module has no stack of native calls"));
    }
    let Ok(build) = build.as_bytes().try_into() else {
        return Err(JsError::new("the identity of a build has 32 digits"));
    };
    if eval_loop.is_empty() || !frames::set_loop(eval_loop) {
        return Err(JsError::new(
            "these are not functions of the interpreter's loop",
        ));
    }
    BUILD.set(Some(build));
    Ok(())
}

/// Begins a run of the [added](crate::add_file) files, to be continued by [`advance`] and
/// [`finish`].
///
/// `file` is run as the main program, or only its test named `test`, whose fixtures are made here:
/// they are part of the start-up. `name` is the name of the run.
/// `hard_limit` is the maximum of linear memory in bytes, including memory in use at the start; it
/// is rounded down to whole pages.
///
/// # Errors
/// A message about the invalid setting.
// The bindings pass optional texts by value.
#[allow(clippy::needless_pass_by_value)]
#[wasm_bindgen]
pub fn start(
    name: &str,
    file: &str,
    test: Option<String>,
    growth: &str,
    hard_limit: Option<f64>,
    traced: bool,
) -> Result<(), JsError> {
    let growth: Growth = growth.parse()?;
    if !files::has(file) {
        return Err(JsError::new(&format!("there is no file {file:?} to run")));
    }
    // A limit beyond the address space has no effect; the cast of a float saturates.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let hard_limit = hard_limit.map(|bytes| bytes as usize);
    STATE.set(RunState::NotEnded);
    RAISED_AT.set(0);
    VERDICT.set(None);
    NEXT.set(Some(Task::Prepare(Request {
        name: name.to_string(),
        file: file.to_string(),
        test,
        growth,
        hard_limit,
        traced,
    })));
    Ok(())
}

/// Calls `f`, with its allocations attributed to the interpreter.
fn in_interpreter<R>(f: impl FnOnce() -> R) -> R {
    let (function, file) = INTERPRETER;
    TRACER.enter(TRACER.define_frame(0, function, file));
    let result = f();
    TRACER.leave();
    result
}

fn prepare(file: &str, test: Option<&str>) -> Held {
    let interpreter = interpreter::start();
    let prepared = interpreter.enter(|vm| {
        let program = match test {
            None => interpreter::main_program(vm, file).map(Some),
            Some(wanted) => interpreter::tests(vm, file).map(|Tests { tests, .. }| {
                let found = tests.into_iter().find(|(test, _)| test.name == wanted);
                found.map(|(_, item)| Program::Test(item))
            }),
        };
        let prepared = program.and_then(|program| match program {
            None => Ok(None),
            Some(program) => interpreter::set_up(vm, &program).map(|ready| Some((program, ready))),
        });
        prepared.map_err(|error| interpreter::description(vm, &error))
    });
    let (program, is_ready) = match prepared {
        Ok(Some((program, is_ready))) => (Some(program), is_ready),
        Ok(None) => {
            let message = format!("{file} has no test {:?}", test.unwrap_or_default());
            FAILURE.set(Some(Failure::new("LookupError", &message, "")));
            (None, false)
        }
        Err(failure) => {
            FAILURE.set(Some(failure));
            (None, false)
        }
    };
    Held {
        interpreter,
        program,
        is_ready,
    }
}

/// Performs the next part of what [`start`] or [`list_tests`] has begun, and returns `true` if there is
/// more to do. A run includes the program's [end](ending); objects that are not the main program's
/// have not been released after it. It traps if memory is refused.
#[wasm_bindgen]
pub fn advance() -> bool {
    match NEXT.take() {
        Some(Task::Prepare(request)) => {
            prepare_run(&request);
            NEXT.set(Some(Task::Run));
            true
        }
        Some(Task::Run) => {
            run();
            false
        }
        Some(Task::ListTests(file)) => {
            LISTED.set(Some(listed_tests(&file)));
            false
        }
        None => false,
    }
}

fn prepare_run(request: &Request) {
    // Texts that exist before the start of the records are released after their pause.
    let growth_text = request.growth.to_string();
    let limit_text = request.hard_limit.map(|bytes| bytes.to_string());
    TRACER.start(&Settings {
        growth: request.growth,
        limit_pages: request.hard_limit.map(|bytes| bytes / PAGE_SIZE),
        traced: request.traced,
    });
    TRACER.meta("engine", concat!("python ", env!("CARGO_PKG_VERSION")));
    TRACER.meta("policy", &request.name);
    TRACER.meta("growth", &growth_text);
    if let Some(limit) = &limit_text {
        TRACER.meta("hard-limit", limit);
    }
    if let Some(build) = BUILD.get() {
        TRACER.meta("build", str::from_utf8(&build).unwrap_or_default());
    }
    let prepared = in_interpreter(|| prepare(&request.file, request.test.as_deref()));
    TRACER.mark(Mark::Ready);
    // Allocations before the run are not the program's and may be freed from here on.
    TRACER.pause();
    START_UP.set(TRACER.totals().live);
    TRACER.meta("start-up", &START_UP.get().to_string());
    HELD.set(Some(prepared));
    frames::start(request.traced);
}

/// Runs the program and its end.
fn run() {
    let Some(mut held) = HELD.take() else {
        return;
    };
    let Held {
        interpreter,
        program,
        is_ready,
    } = &mut held;
    TRACER.resume();
    let ended = interpreter.enter(|vm| {
        let Some(running) = program else {
            TRACER.mark(Mark::End);
            return RunState::Failed;
        };
        let ran = if *is_ready {
            frames::resume();
            let ran = interpreter::run(vm, running);
            frames::stop();
            ran
        } else {
            Ok(())
        };
        TRACER.mark(Mark::End);
        if let Program::Test(item) = running {
            return in_interpreter(|| end_test(vm, item, ran));
        }
        let (state, error) = match ran {
            Ok(()) => (RunState::Completed, None),
            Err(error) => (described(vm, &error), Some(error)),
        };
        ending::end(vm, program.take(), error);
        state
    });
    TRACER.checkpoint();
    TRACER.pause();
    STATE.set(ended);
    HELD.set(Some(held));
}

/// Ends and judges a test that was run with this result.
fn end_test(vm: &VirtualMachine, item: &PyObjectRef, ran: PyResult<()>) -> RunState {
    // Before its fixtures end.
    let peak = TRACER.totals().peak.saturating_sub(START_UP.get());
    if let Err(error) = &ran {
        RAISED_AT.set(interpreter::line_of(error));
    }
    let (name, reason, error) = match interpreter::finish(vm, item, ran) {
        Ok(end) => (end.verdict, end.reason, end.error),
        // The program has broken the package that runs its tests.
        Err(error) => ("error".to_string(), String::new(), Some(error)),
    };
    VERDICT.set(Some(Verdict { name, reason, peak }));
    let Some(error) = error else {
        return RunState::Completed;
    };
    FAILURE.set(Some(interpreter::description(vm, &error)));
    RunState::Failed
}

/// The state after an exception, which is described for the page.
fn described(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> RunState {
    // The description may need more memory than is left.
    RAISED_AT.set(interpreter::line_of(error));
    let Some(mut failure) = uncounted::during(|| interpreter::failure(vm, error)) else {
        return RunState::Completed;
    };
    if interpreter::is_exit(vm, error) {
        // As in CPython, an exit has a message at most.
        failure.traceback.clear();
    }
    FAILURE.set(Some(failure));
    RunState::Failed
}

/// Releases the program's objects and passes its last records to the host. After a trap it only
/// passes on records, and allocates nothing.
#[wasm_bindgen]
pub fn finish() {
    if let Some(Held {
        interpreter,
        program,
        ..
    }) = HELD.take()
    {
        TRACER.resume();
        uncounted::release();
        in_interpreter(|| {
            drop(program);
            interpreter.enter(interpreter::release);
        });
        TRACER.mark(Mark::Released);
        TRACER.pause();
        // The interpreter is not dropped: its memory ends with the instance.
        std::mem::forget(interpreter);
    }
    TRACER.finish();
}

/// The outcome of the run: 0 completed; 1 memory refused by the hard limit; 2 memory refused by the
/// host; 3 an uncaught exception; 4 not ended.
#[wasm_bindgen]
pub fn outcome() -> u32 {
    match (STATE.get(), TRACER.refusal()) {
        (RunState::Completed, _) => 0,
        (RunState::NotEnded, Some(Refusal::Limit)) => 1,
        (RunState::NotEnded, Some(Refusal::Host)) => 2,
        (RunState::Failed, _) => 3,
        (RunState::NotEnded, None) => 4,
    }
}

/// The uncaught exception, as JSON: `{type, message, traceback, line, file}`. `line` is that in the
/// innermost of the run's files, from 1; it is null with `file` if there is none.
#[wasm_bindgen]
pub fn error() -> Option<String> {
    FAILURE.with_borrow(|failure| failure.as_ref().map(Failure::to_json))
}

/// The line of the run's files that the program is in, or was in when it was abandoned or ended by
/// an exception; 0 if there is none. It allocates nothing.
#[wasm_bindgen]
pub fn line() -> u32 {
    match frames::current_line(files::has) {
        0 => RAISED_AT.get(),
        line => line,
    }
}

/// The verdict of the test, as JSON: `{verdict, reason, peak}`; `None` if the run is none of a test,
/// or has not ended. The verdict is `passed`, `failed`, `skipped`, `xfailed`, `xpassed` or `error`,
/// without regard to limits; `peak` is the maximum of live bytes of the test without its fixtures.
#[wasm_bindgen]
pub fn verdict() -> Option<String> {
    VERDICT.with_borrow(|verdict| verdict.as_ref().map(Verdict::to_json))
}

/// Begins a list of the tests of an [added](crate::add_file) file, which [`advance`] makes.
#[wasm_bindgen]
pub fn list_tests(file: &str) {
    NEXT.set(Some(Task::ListTests(file.to_string())));
}

/// The tests of the file of [`list_tests`], as JSON: `{tests, skipped, error}`. A test is
/// `{name, limit, leakLimit}`, with limits in bytes or null; `skipped` is the reason why the file is
/// skipped as a whole, or null; `error` is as in [`error`], for a file that fails before all its
/// tests are defined.
#[wasm_bindgen]
pub fn listed() -> Option<String> {
    LISTED.take()
}

fn listed_tests(file: &str) -> String {
    let interpreter = interpreter::start();
    let listed = interpreter.enter(|vm| {
        let tests = interpreter::tests(vm, file);
        tests.map_err(|error| interpreter::description(vm, &error))
    });
    let (Tests { tests, skipped }, error) = match listed {
        Ok(tests) => (tests, "null".to_string()),
        Err(failure) => {
            let none = Tests {
                tests: Vec::new(),
                skipped: None,
            };
            (none, failure.to_json())
        }
    };
    let described = |info: &TestInfo| {
        let TestInfo {
            name,
            limit,
            leak_limit,
        } = info;
        serde_json::json!({ "name": name, "limit": limit, "leakLimit": leak_limit })
    };
    let tests: serde_json::Value = tests.iter().map(|(info, _)| described(info)).collect();
    let skipped = serde_json::Value::from(skipped);
    let json = format!("{{\"tests\":{tests},\"skipped\":{skipped},\"error\":{error}}}");
    std::mem::forget(interpreter);
    json
}
