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


def _sleep(seconds, /):
    until = _now() + 1000 * seconds
    while _now() < until:
        pass


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
    """The tests of a file, each as (name, function without arguments, limit in bytes or None)."""
    name = file.removesuffix(".py")
    module = __import__(name)
    tests = []
    for attribute, value in list(vars(module).items()):
        if attribute.startswith("test") and callable(value) and not isinstance(value, type):
            tests += _expanded(attribute, value)
        elif attribute.startswith("Test") and isinstance(value, type):
            # Tests of base classes come first, as in pytest.
            names = [name for owner in reversed(value.__mro__) for name in vars(owner)]
            for method in dict.fromkeys(names):
                if method.startswith("test") and callable(getattr(value, method)):
                    bound = _Method(value, method)
                    tests += _expanded(f"{attribute}::{method}", bound)
    if len(tests) > _MOST_TESTS:
        raise ValueError(f"{file} has {len(tests):,} tests; this playground runs {_MOST_TESTS:,}")
    return _numbered(tests)


def _numbered(tests):
    """The tests, with a number after a name that an earlier one has too."""
    counts = {}
    numbered = []
    for name, function, limit in tests:
        count = counts[name] = counts.get(name, 0) + 1
        numbered.append((name if count == 1 else f"{name} ({count})", function, limit))
    return numbered


class _Method:
    """A test method, called on a new instance each time."""

    def __init__(self, owner, name):
        self.owner = owner
        self.name = name
        self.pytestmark = getattr(getattr(owner, name), "pytestmark", [])

    def __call__(self, *arguments, **options):
        instance = self.owner()
        for set_up in ("setup_method", "setUp"):
            if hasattr(instance, set_up):
                getattr(instance, set_up)()
        getattr(instance, self.name)(*arguments, **options)


def _expanded(name, function):
    """A test for each set of parameters."""
    cases = [((), {})]
    limit = None
    for mark in getattr(function, "pytestmark", []):
        if mark.name == "limit_memory":
            limit = _bytes_of(mark.args[0])
        elif mark.name == "parametrize":
            names, values = mark.args
            if isinstance(names, str):
                names = [part.strip() for part in names.split(",")]
            rows = [value if len(names) > 1 else (value,) for value in values]
            cases = [
                (ids + (_id(row),), {**options, **dict(zip(names, row))})
                for ids, options in cases
                for row in rows
            ]
    name = _cut(name, LONGEST_NAME)
    return [
        (
            f"{name}[{'-'.join(ids)}]" if ids else name,
            lambda options=options: function(**options),
            limit,
        )
        for ids, options in cases
    ]


def _id(row):
    return _cut(
        "-".join(
            str(value)
            if isinstance(value, (str, int, float, bool, type(None)))
            else type(value).__name__
            for value in row
        ),
        LONGEST_NAME,
    )


_UNITS = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


def _bytes_of(limit):
    """Bytes of a limit in the format of pytest-memray, such as "200 MB", which is 200 * 1024**2."""
    number, _, unit = str(limit).strip().partition(" ")
    try:
        return int(float(number) * _UNITS[unit.strip().upper()])
    except (KeyError, ValueError):
        raise ValueError(
            f"limit_memory({limit!r}): a limit is a number and one of {', '.join(_UNITS)}, "
            'such as "200 MB"'
        ) from None


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
        if frame.tb_frame.f_code.co_filename not in _HIDDEN:
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
