"""The environment of a learner's program: its streams, files, tests and error descriptions."""

import _frozen_importlib
import builtins
import gc
import io
import sys
import time

from _highwater import LONGEST_LINE, LONGEST_MESSAGE, LONGEST_NAME
from _highwater import cut as _cut
from _highwater import now as _now
from _highwater import sleep as _sleep
from _highwater import write as _write

# The thresholds of CPython 3.11.
gc.set_threshold(700, 10, 10)


class _Output(io.TextIOBase):
    """A standard stream of the page."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, number, name):
        self._number = number
        self.name = name
        self.mode = "w"

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        _write(self._number, text)
        return len(text)

    def writable(self):
        return True


class _NoInput(io.TextIOBase):
    """An empty standard input."""

    name = "<stdin>"
    mode = "r"

    def readable(self):
        return True

    def read(self, size=-1, /):
        raise OSError("standard input is not available: the program runs in a page")

    readline = read


def _no_input(prompt="", /):
    raise OSError(
        "input() is not available: the program runs in a page; put the value into the code"
    )


def _no_open(file, mode="r", *arguments, **options):
    raise PermissionError(
        f"{file!r} cannot be opened: a program on this page has no files but its own code"
    )


sys.stdin = sys.__stdin__ = _NoInput()
sys.stdout = sys.__stdout__ = _Output(1, "<stdout>")
sys.stderr = sys.__stderr__ = _Output(2, "<stderr>")
builtins.input = _no_input
builtins.open = io.open = _no_open


def _seconds():
    return _now() / 1000


def _nanoseconds():
    return int(_now() * 1_000_000)


def _parts(read):
    """Parts of a time by `time.gmtime`, of the present without an argument."""

    def parts(seconds=None, /):
        parts = read(_seconds() if seconds is None else seconds)
        # The interpreter counts the days of the week from Sunday, Python from Monday.
        return time.struct_time((*parts[:6], (parts[6] - 1) % 7, *parts[7:]))

    return parts


def _written(write):
    """Formats the parts of a time, of the present without an argument."""
    return lambda parts=None, /: write(time.localtime() if parts is None else parts)


def _formatted(write):
    """Formats the parts of a time by a format string, of the present without an argument."""
    return lambda format, parts=None, /: write(format, time.localtime() if parts is None else parts)


# The page's clock is the only one, in UTC.
time.time = time.perf_counter = time.monotonic = time.process_time = time.thread_time = _seconds
time.time_ns = time.perf_counter_ns = time.monotonic_ns = time.process_time_ns = _nanoseconds
time.thread_time_ns = _nanoseconds
# It allocates nothing, however long it takes.
time.sleep = _sleep
time.gmtime = time.localtime = _parts(time.gmtime)
time.asctime = _written(time.asctime)
time.ctime = lambda seconds=None, /: time.asctime(time.localtime(seconds))
time.strftime = _formatted(time.strftime)
time.tzname = ("UTC", "UTC")
time.timezone = time.altzone = time.daylight = 0


class _Files:
    """Finds the files of the run as modules, and reports other modules as unavailable."""

    def __init__(self):
        self.sources = {}

    def find_spec(self, name, path=None, target=None):
        file = name + ".py"
        if file in self.sources:
            return _frozen_importlib.ModuleSpec(name, self, origin=file)
        if "." not in name:
            raise ModuleNotFoundError(
                f"No module named {name!r} in this playground: it has a part of Python's library, "
                "and neither packages nor a network",
                name=name,
            )
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        file = module.__spec__.origin
        module.__file__ = file
        exec(compile(self.sources[file], file, "exec"), module.__dict__)


_files = _Files()
sys.meta_path.append(_files)


def add_file(name, source):
    """Adds a file for imports, and for source lines in tracebacks."""
    import linecache

    _files.sources[name] = source
    lines = [line + "\n" for line in source.split("\n")]
    linecache.cache[name] = (len(source), None, lines, name)


# The maximum number of tests of a file.
_MOST_TESTS = 1000


def load_tests(file):
    """The tests of a file and the reason why it is skipped as a whole, or None.

    Each test is a name, an item of the package `pytest`, and its limits in bytes or None: of its
    peak, and of what it leaves behind at one location.
    """
    from pytest._collect import Skip, collect

    tests = collect(file, _files.sources)
    if isinstance(tests, Skip):
        return [], _cut(tests.reason, LONGEST_MESSAGE)
    if len(tests) > _MOST_TESTS:
        raise ValueError(f"{file} has {len(tests):,} tests; this playground runs {_MOST_TESTS:,}")
    listed = []
    counts = {}
    for test in tests:
        name = _cut(test.full_name, LONGEST_NAME)
        # Names that were cut may be the same.
        count = counts[name] = counts.get(name, 0) + 1
        limits = test.limits
        listed.append(
            (
                name if count == 1 else f"{name} ({count})",
                test,
                limits.get("limit_memory"),
                limits.get("limit_leaks"),
            )
        )
    return listed, None


def describe(error):
    """(class, message, traceback, line, file) of an exception; the line is in one of the run's files.

    Long texts are cut before others are made of them.
    """
    import linecache
    import traceback

    _shorten(traceback, linecache)
    for each in _with_related(error):
        _without_own_frames(each)
        if isinstance(each, SyntaxError):
            _shorten_line(each)
    if isinstance(error, SyntaxError) and error.text is None and error.filename in _files.sources:
        # Code that parses but does not compile, such as a break outside a loop.
        error.text = linecache.getline(error.filename, error.lineno or 0)
    text = "".join(traceback.format_exception(error))
    line, file = 0, ""
    frame = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename in _files.sources:
            line, file = frame.tb_lineno, frame.tb_frame.f_code.co_filename
        frame = frame.tb_next
    if isinstance(error, SyntaxError) and error.filename in _files.sources and error.lineno:
        line, file = error.lineno, error.filename
    try:
        message = _cut(str(error), LONGEST_MESSAGE)
    except Exception:
        message = "<exception str() failed>"
    if not message and isinstance(error, MemoryError):
        message = "more memory was requested at once than is available"
    return type(error).__name__, message, text, line, file


# The file names of this module and of the import system.
_HIDDEN = {
    function.__code__.co_filename
    for function in (describe, _frozen_importlib.ModuleSpec.__init__)
}


def _is_hidden(file):
    """True for the file name of code that is not the program's: this module, imports, pytest."""
    return file in _HIDDEN or file == "pytest" or file.startswith("pytest._")


def _shorten(traceback, linecache):
    """Cuts messages and source lines in tracebacks from here on: the program has ended."""
    text_of = traceback._safe_string

    def short_text_of(value, *arguments, **options):
        return _cut(text_of(value, *arguments, **options), LONGEST_MESSAGE)

    traceback._safe_string = short_text_of
    for name, (size, time, lines, path) in list(linecache.cache.items()):
        lines = [_cut(line, LONGEST_LINE) for line in lines]
        linecache.cache[name] = size, time, lines, path


def _shorten_line(error):
    """Cuts the source line of a syntax error, and its marks."""
    if isinstance(error.text, str) and len(error.text) > LONGEST_LINE:
        error.text = _cut(error.text, LONGEST_LINE)
        if error.offset is None or error.offset > LONGEST_LINE:
            error.offset = error.end_offset = None
        elif error.end_offset is not None:
            error.end_offset = min(error.end_offset, LONGEST_LINE)


def _with_related(error):
    """An exception, its causes and its contexts."""
    related = {}
    errors = [error]
    while errors:
        error = errors.pop()
        if error is not None and id(error) not in related:
            related[id(error)] = error
            errors += [error.__cause__, error.__context__]
    return related.values()


def _without_own_frames(error):
    """Removes the frames of this module and of the import system from a traceback."""
    frames = []
    frame = error.__traceback__
    while frame is not None:
        if not _is_hidden(frame.tb_frame.f_code.co_filename):
            frames.append(frame)
        frame = frame.tb_next
    following = None
    for frame in reversed(frames):
        frame.tb_next = following
        following = frame
    error.__traceback__ = following


def release():
    """Releases everything that the program created and could still reach."""
    main = sys.modules.pop("__main__", None)
    for module in [main] + [sys.modules.pop(name[:-3], None) for name in _files.sources]:
        if module is not None:
            vars(module).clear()
    gc.collect()
