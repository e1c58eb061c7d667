//! The interpreter of a run, and the calls into it.

use rustpython_vm::builtins::{PyBaseExceptionRef, PyCode, PyStrRef};
use rustpython_vm::compiler::Mode;
use rustpython_vm::scope::Scope;
use rustpython_vm::{
    AsObject, Interpreter, PyObjectRef, PyRef, PyResult, Settings, VirtualMachine,
};

use crate::failure::Failure;
use crate::files;

/// The library's modules, as chosen by the build script.
const LIBRARY: &rustpython_compiler_core::frozen::FrozenLib =
    include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The Python module around a program.
const SURROUNDINGS: &str = "highwater";
/// The Python module of errors.
const ERRORS: &str = "highwater_errors";
/// The Python module of a program's end.
const ENDING: &str = "highwater_ending";

/// The native functions of that module.
#[rustpython_vm::pymodule(name = "_highwater")]
mod native {
    use rustpython_vm::builtins::PyStrRef;
    use rustpython_vm::function::{ArgBytesLike, ArgIntoFloat, FuncArgs};
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};
    use sha2::{Digest as _, Sha512};

    use crate::output::{self, Share};
    use crate::{host, texts};

    #[pyattr]
    const LONGEST_NAME: usize = texts::LONGEST_NAME;
    #[pyattr]
    const LONGEST_MESSAGE: usize = texts::LONGEST_MESSAGE;
    #[pyattr]
    const LONGEST_LINE: usize = texts::LONGEST_LINE;

    /// Writes a text to a standard stream, as far as the stream may be written to.
    // The interpreter passes arguments by value.
    #[allow(clippy::needless_pass_by_value)]
    #[pyfunction]
    fn write(stream: u32, text: PyStrRef) {
        let bytes = text.as_bytes();
        match output::take(stream, bytes.len()) {
            Share::All => host::output(stream, &text.to_string_lossy()),
            Share::Last(most) => {
                host::output(
                    stream,
                    &String::from_utf8_lossy(whole_characters(bytes, most)),
                );
                host::cut(stream);
            }
            Share::Nothing => (),
        }
    }

    /// The first characters of a text, at most `most` bytes.
    fn whole_characters(bytes: &[u8], most: usize) -> &[u8] {
        let is_start = |at: &usize| bytes.get(*at).is_none_or(|byte| byte & 0xc0 != 0x80);
        let end = (0..=most).rev().find(is_start).unwrap_or(0);
        &bytes[..end]
    }

    /// The first characters of a text and a note of the number of the rest; the text if it has few
    /// more.
    #[allow(clippy::needless_pass_by_value)]
    #[pyfunction]
    fn cut(text: PyStrRef, most: usize) -> String {
        texts::cut(&text.to_string_lossy(), most).into_owned()
    }

    /// Calls a function whose allocations are not the program's.
    // Arguments of functions in Python are values, here and below.
    #[allow(clippy::needless_pass_by_value)]
    #[pyfunction]
    fn uncounted(function: PyObjectRef, arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
        crate::uncounted::during(|| function.call(arguments, vm))
    }

    /// Calls a function of the program within an uncounted one.
    #[allow(clippy::needless_pass_by_value)]
    #[pyfunction]
    fn counted(function: PyObjectRef, arguments: FuncArgs, vm: &VirtualMachine) -> PyResult {
        let calls = crate::uncounted::program_again();
        let result = function.call(arguments, vm);
        crate::uncounted::end_of_program(calls);
        result
    }

    /// Milliseconds since 1970, by the page's clock.
    #[pyfunction]
    fn now() -> f64 {
        host::now()
    }

    /// Waits for a number of seconds.
    #[pyfunction]
    fn sleep(seconds: ArgIntoFloat) {
        crate::timed_flush::sleep(seconds.into_float() * 1000.0);
    }

    /// The SHA-512 hash of some bytes.
    #[allow(clippy::needless_pass_by_value)]
    #[pyfunction]
    fn sha512(data: ArgBytesLike) -> Vec<u8> {
        data.with_ref(|bytes| Sha512::digest(bytes).to_vec())
    }
}

/// The code of a run.
pub(crate) enum Program {
    /// A file, as the main program.
    Main(PyRef<PyCode>, Scope),
    /// A test: an item of the package `pytest`.
    Test(PyObjectRef),
}

/// A test of a file.
pub(crate) struct TestInfo {
    /// Its name.
    pub(crate) name: String,
    /// The limit of live bytes.
    pub(crate) limit: Option<u64>,
    /// The limit of the bytes that it leaves behind at one location.
    pub(crate) leak_limit: Option<u64>,
}

/// The tests of a file.
pub(crate) struct Tests {
    /// Each test, ready to be set up.
    pub(crate) tests: Vec<(TestInfo, PyObjectRef)>,
    /// The reason why the file is skipped as a whole.
    pub(crate) skipped: Option<String>,
}

/// The end of a test.
pub(crate) struct TestEnd {
    /// The name of the verdict.
    pub(crate) verdict: String,
    /// The reason of a verdict that is neither a success nor a failure.
    pub(crate) reason: String,
    /// The exception of a failure.
    pub(crate) error: Option<PyBaseExceptionRef>,
}

/// A started interpreter with the files of the run.
pub(crate) fn start() -> Interpreter {
    let mut settings = Settings::default();
    settings.hash_seed = Some(0);
    settings.import_site = false;
    settings.install_signal_handlers = false;
    settings.write_bytecode = false;
    settings.path_list = Vec::new();
    let builder = Interpreter::builder(settings);
    let native = native::module_def(&builder.ctx);
    let library = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
    let interpreter = builder
        .add_frozen_modules(LIBRARY)
        .add_native_modules(&library)
        .add_native_module(native)
        .build();
    interpreter.enter(|vm| {
        for file in files::all() {
            if let Err(error) = call(vm, SURROUNDINGS, "add_file", (file.name, file.source)) {
                // Programs cannot cause this.
                let mut message = String::new();
                let _ = vm.write_exception(&mut message, &error);
                panic!("the interpreter does not start: {message}");
            }
        }
    });
    interpreter
}

/// The main program of an existing file, compiled and ready to run.
pub(crate) fn main_program(vm: &VirtualMachine, file: &str) -> Result<Program, PyBaseExceptionRef> {
    let source = files::source_of(file);
    let code = vm
        .compile(&source, Mode::Exec, file)
        .map_err(|error| error.into_pyexception(vm, Some(&source)))?;
    let scope = vm.new_scope_with_main()?;
    let name = vm.ctx.new_str(file);
    scope.globals.set_item("__file__", name.into(), vm)?;
    Ok(Program::Main(code, scope))
}

/// The tests of a file, ready to be set up.
pub(crate) fn tests(vm: &VirtualMachine, file: &str) -> Result<Tests, PyBaseExceptionRef> {
    let parts: Vec<PyObjectRef> =
        call(vm, SURROUNDINGS, "load_tests", (file,))?.try_to_value(vm)?;
    let [listed, skipped] = <[PyObjectRef; 2]>::try_from(parts)
        .map_err(|_| vm.new_type_error("a file of tests has two parts".to_string()))?;
    let listed: Vec<PyObjectRef> = listed.try_to_value(vm)?;
    let tests = listed.into_iter().map(|test| {
        let parts: Vec<PyObjectRef> = test.try_to_value(vm)?;
        let [name, item, limit, leak_limit] = <[PyObjectRef; 4]>::try_from(parts)
            .map_err(|_| vm.new_type_error("a test has four parts".to_string()))?;
        let info = TestInfo {
            name: text(vm, name)?,
            limit: unless_none(vm, limit, |limit| limit.try_to_value(vm))?,
            leak_limit: unless_none(vm, leak_limit, |limit| limit.try_to_value(vm))?,
        };
        Ok((info, item))
    });
    Ok(Tests {
        tests: tests.collect::<PyResult<_>>()?,
        skipped: unless_none(vm, skipped, |reason| text(vm, reason))?,
    })
}

fn unless_none<T>(
    vm: &VirtualMachine,
    value: PyObjectRef,
    read: impl FnOnce(PyObjectRef) -> PyResult<T>,
) -> PyResult<Option<T>> {
    if vm.is_none(&value) {
        return Ok(None);
    }
    read(value).map(Some)
}

/// Prepares a program: makes the fixtures of a test. Returns `true` if it is to be run.
pub(crate) fn set_up(vm: &VirtualMachine, program: &Program) -> PyResult<bool> {
    match program {
        Program::Main(..) => Ok(true),
        Program::Test(item) => vm.call_method(item, "set_up", ())?.try_to_bool(vm),
    }
}

/// Runs a program to its end.
pub(crate) fn run(vm: &VirtualMachine, program: &Program) -> PyResult<()> {
    match program {
        Program::Main(code, scope) => vm.run_code_obj(code.clone(), scope.clone()).map(drop),
        Program::Test(item) => vm.call_method(item, "call", ()).map(drop),
    }
}

/// Ends the fixtures of a test that was run with this result, and judges it.
pub(crate) fn finish(
    vm: &VirtualMachine,
    item: &PyObjectRef,
    ran: PyResult<()>,
) -> PyResult<TestEnd> {
    let error = ran.err().map_or_else(|| vm.ctx.none(), Into::into);
    let verdict = vm.call_method(item, "finish", (error,))?;
    let part = |name: &'static str| verdict.get_attr(name, vm);
    Ok(TestEnd {
        verdict: text(vm, part("name")?)?,
        reason: text(vm, part("reason")?)?,
        error: unless_none(vm, part("error")?, |error| error.try_into_value(vm))?,
    })
}

/// The description of an exception.
pub(crate) fn description(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> Failure {
    described(vm, error).unwrap_or_else(|_| undescribed(vm, error))
}

/// The failure of a program that ended with an exception; `None` for an exit with success.
pub(crate) fn failure(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> Option<Failure> {
    if is_exit(vm, error) {
        let code = error.as_object().get_attr("code", vm).ok();
        let is_success = code
            .as_ref()
            .is_none_or(|code| vm.is_none(code) || matches!(code.try_to_value::<i64>(vm), Ok(0)));
        if is_success {
            return None;
        }
    }
    Some(description(vm, error))
}

/// The line in the innermost of the run's files that an exception passed through; 0 if there is
/// none. It allocates nothing.
pub(crate) fn line_of(error: &PyBaseExceptionRef) -> u32 {
    place_of(error).map_or(0, |(line, _)| line)
}

/// That line and its file.
// The previous entry has been released: there is nothing to clone into.
#[allow(clippy::assigning_clones)]
fn place_of(error: &PyBaseExceptionRef) -> Option<(u32, PyRef<PyCode>)> {
    let mut place = None;
    let mut entry = error.traceback();
    while let Some(here) = entry {
        let code = here.frame.iframe().code();
        if files::has(code.source_path().as_str()) {
            let line = u32::try_from(here.lineno.get()).unwrap_or(u32::MAX);
            place = Some((line, code.to_owned()));
        }
        entry = here.next.lock().clone();
    }
    place
}

/// A description without Python code, for programs that have broken the describing module.
fn undescribed(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> Failure {
    let mut traceback = String::new();
    let _ = vm.write_exception(&mut traceback, error);
    let class = error.class().name().to_string();
    let last = traceback.lines().last().unwrap_or_default();
    let message = last.strip_prefix(&class).unwrap_or(last);
    let failure = Failure::new(&class, message.trim_start_matches(": "), &traceback);
    match place_of(error) {
        None => failure,
        Some((line, code)) => Failure {
            line,
            file: code.source_path().as_str().to_string(),
            ..failure
        },
    }
}

fn described(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> PyResult<Failure> {
    let parts: Vec<PyObjectRef> =
        call(vm, ERRORS, "describe", (error.clone(),))?.try_to_value(vm)?;
    let [class, message, traceback, line, file] = <[PyObjectRef; 5]>::try_from(parts)
        .map_err(|_| vm.new_type_error("a description has five parts".to_string()))?;
    Ok(Failure {
        line: line.try_to_value(vm)?,
        file: text(vm, file)?,
        ..Failure::new(
            &text(vm, class)?,
            &text(vm, message)?,
            &text(vm, traceback)?,
        )
    })
}

fn text(vm: &VirtualMachine, value: PyObjectRef) -> PyResult<String> {
    let text: PyStrRef = value.try_into_value(vm)?;
    Ok(text.to_string_lossy().into_owned())
}

/// Returns `true` for the exception of `sys.exit()`.
pub(crate) fn is_exit(vm: &VirtualMachine, error: &PyBaseExceptionRef) -> bool {
    error.fast_isinstance(vm.ctx.exceptions.system_exit)
}

/// Reports the exception that ended the main program to the program's own hook, and the message of
/// an exit to its standard error.
pub(crate) fn ended_with(vm: &VirtualMachine, error: PyBaseExceptionRef) {
    // The program has replaced what this needs.
    let _ = call(vm, ERRORS, "ended_with", (error,));
}

/// Releases the names of the program's modules, as `CPython` does at its end.
pub(crate) fn release_names(vm: &VirtualMachine) {
    // As above.
    let _ = call(vm, ENDING, "release_names", ());
}

/// Releases all objects of a program.
pub(crate) fn release(vm: &VirtualMachine) {
    // An error of one of the program's finalizers, whose run has ended.
    let _ = call(vm, ENDING, "release", ());
}

fn call(
    vm: &VirtualMachine,
    module: &'static str,
    function: &str,
    arguments: impl rustpython_vm::function::IntoFuncArgs,
) -> PyResult {
    let module = vm.import(module, 0)?;
    let name = vm.ctx.new_str(function);
    module.get_attr(&name, vm)?.call(arguments, vm)
}
