"""The environment of a learner's program: its streams, files and tests."""

import _frozen_importlib
import builtins
import gc
import io
import sys
import time

import highwater_errors
from _highwater import LONGEST_MESSAGE, LONGEST_NAME
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


def _no_open(
    file,
    mode="r",
    buffering=-1,
    encoding=None,
    errors=None,
    newline=None,
    closefd=True,
    opener=None,
):
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if mode.startswith("r") and "+" not in mode:
        raise FileNotFoundError(2, "No such file or directory", file)
    raise PermissionError(
        13, "cannot be opened, as a program on this page has no files but its own code", file
    )


for _function, _name in ((_no_input, "input"), (_no_open, "open")):
    _function.__name__ = _function.__qualname__ = _name
    _function.__module__ = "builtins"
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

    def get_source(self, name):
        return self.sources.get(name + ".py")

    def exec_module(self, module):
        file = module.__spec__.origin
        module.__file__ = file
        exec(compile(self.sources[file], file, "exec"), module.__dict__)


_files = _Files()
sys.meta_path.append(_files)
highwater_errors.set_up(_files.sources)


def add_file(name, source):
    """Adds a file for imports, and for source lines in tracebacks."""
    import linecache

    _files.sources[name] = linecache.sources[name] = source


def program_modules():
    """The names of the program's loaded modules, in the order of their imports."""
    return [name for name in sys.modules if name == "__main__" or name + ".py" in _files.sources]


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


# It uses this module, and is ready before a program can change what it uses.
import highwater_ending  # noqa: E402, F401
