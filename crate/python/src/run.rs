//! One run of a program.

use std::cell::{Cell, RefCell};

use highwater_tracer::{Growth, Mark, PAGE_SIZE, Refusal, Settings};
use rustpython_vm::Interpreter;
use wasm_bindgen::prelude::*;

use crate::failure::Failure;
use crate::interpreter::{self, Program, TestInfo};
use crate::tracer::TRACER;
use crate::{collector_allocations, files, frames};

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
}

/// The next task of [`advance`]. Each may run code of a program, and needs the room for recursion that
/// only a call without arguments can be given.
enum Task {
    /// Starts the interpreter, and compiles the main program or finds its test.
    Prepare(Request),
    Run,
    ListTests(String),
}

/// The input of a run, as given to [`start`].
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
/// `file` is run as the main program, or only its test named `test`. `name` is the name of the run.
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
            Some(wanted) => interpreter::tests(vm, file).map(|tests| {
                let found = tests.into_iter().find(|(test, _)| test.name == wanted);
                found.map(|(_, function)| Program::Test(function))
            }),
        };
        program.map_err(|error| interpreter::failure(vm, &error))
    });
    let program = match prepared {
        Ok(Some(program)) => Some(program),
        Ok(None) => {
            let message = format!("{file} has no test {:?}", test.unwrap_or_default());
            FAILURE.set(Some(Failure::new("LookupError", &message, "")));
            None
        }
        Err(failure) => {
            FAILURE.set(failure);
            None
        }
    };
    Held {
        interpreter,
        program,
    }
}

/// Performs the next part of what [`start`] or [`list_tests`] has begun, and returns `true` if there is
/// more to do. The program's objects have not been released at the end. It traps if memory is refused.
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
    TRACER.meta("start-up", &TRACER.totals().live.to_string());
    HELD.set(Some(prepared));
    frames::start(request.traced);
}

/// Runs the program to its end.
fn run() {
    let Some(held) = HELD.take() else {
        return;
    };
    let Held {
        interpreter,
        program,
    } = &held;
    TRACER.resume();
    let ended = interpreter.enter(|vm| {
        let Some(program) = program else {
            TRACER.mark(Mark::End);
            return RunState::Failed;
        };
        frames::resume();
        let ran = interpreter::run(vm, program);
        frames::stop();
        TRACER.mark(Mark::End);
        let Err(error) = ran else {
            return RunState::Completed;
        };
        // The description may need more memory than is left.
        RAISED_AT.set(interpreter::line_of(&error));
        match in_interpreter(|| interpreter::failure(vm, &error)) {
            None => RunState::Completed,
            failure => {
                FAILURE.set(failure);
                RunState::Failed
            }
        }
    });
    TRACER.checkpoint();
    TRACER.pause();
    STATE.set(ended);
    HELD.set(Some(held));
}

/// Releases the program's objects and passes its last records to the host. After a trap it only
/// passes on records, and allocates nothing.
#[wasm_bindgen]
pub fn finish() {
    if let Some(Held {
        interpreter,
        program,
    }) = HELD.take()
    {
        TRACER.resume();
        collector_allocations::release();
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

/// Begins a list of the tests of an [added](crate::add_file) file, which [`advance`] makes.
#[wasm_bindgen]
pub fn list_tests(file: &str) {
    NEXT.set(Some(Task::ListTests(file.to_string())));
}

/// The tests of the file of [`list_tests`], as JSON: `{tests, error}`. A test is `{name, limit}`, with
/// the limit in bytes or null; `error` is as in [`error`], for a file that fails before all its tests
/// are defined.
#[wasm_bindgen]
pub fn listed() -> Option<String> {
    LISTED.take()
}

fn listed_tests(file: &str) -> String {
    let interpreter = interpreter::start();
    let listed = interpreter.enter(|vm| {
        let tests = interpreter::tests(vm, file);
        tests.map_err(|error| interpreter::failure(vm, &error))
    });
    let (tests, error) = match listed {
        Ok(tests) => (tests, "null".to_string()),
        Err(failure) => (
            Vec::new(),
            failure.map_or("null".into(), |failure| failure.to_json()),
        ),
    };
    let tests: Vec<serde_json::Value> = tests
        .iter()
        .map(|(TestInfo { name, limit }, _)| serde_json::json!({ "name": name, "limit": limit }))
        .collect();
    let tests = serde_json::Value::from(tests);
    let json = format!("{{\"tests\":{tests},\"error\":{error}}}");
    std::mem::forget(interpreter);
    json
}
