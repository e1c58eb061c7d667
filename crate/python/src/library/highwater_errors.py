"""Reports of a program's errors: of the one that ends it, and of those that nothing can catch.

What this module allocates is not the program's.
"""

import _frozen_importlib
import sys

from _highwater import LONGEST_LINE, LONGEST_MESSAGE
from _highwater import counted as _counted
from _highwater import cut as _cut
from _highwater import uncounted as _uncounted

# The program's files and their texts.
_sources = {}


def set_up(sources):
    """Takes the program's files, and takes over the hooks for errors."""
    global _sources
    _sources = sources
    sys.excepthook = sys.__excepthook__ = _excepthook
    sys.unraisablehook = sys.__unraisablehook__ = _unraisablehook


def _excepthook(exctype, value, traceback, /):
    """Prints an uncaught exception to standard error."""
    _uncounted(_print_uncaught, value, traceback)


def _unraisablehook(unraisable, /):
    """Prints an exception that nothing can catch, such as one of a finalizer."""
    _uncounted(_print_unraisable, unraisable)


def _print_uncaught(error, frames):
    if sys.stderr is not None:
        sys.stderr.write("".join(_uncaught_lines(error, frames)))


def _uncaught_lines(error, frames):
    """The lines of an uncaught exception, with suggestions for names."""
    import traceback

    traceback.suggesting = True
    try:
        return traceback.format_exception(type(error), error, frames)
    finally:
        traceback.suggesting = False


def _print_unraisable(unraisable):
    import traceback

    if sys.stderr is None:
        return
    lines = []
    if unraisable.object is not None:
        try:
            about = repr(unraisable.object)
        except Exception:
            about = f"<object {type(unraisable.object).__name__} repr() failed>"
        lines.append(f"{unraisable.err_msg or 'Exception ignored in'}: {about}\n")
    elif unraisable.err_msg is not None:
        lines.append(f"{unraisable.err_msg}:\n")
    if unraisable.exc_traceback is not None:
        lines.append("Traceback (most recent call last):\n")
        lines += traceback.format_tb(unraisable.exc_traceback)
    lines.append(f"{_name_of(unraisable.exc_type)}{_message_of(unraisable.exc_value)}\n")
    sys.stderr.write("".join(lines))


def _name_of(kind):
    """The name of an exception's class, with its module if that is not the main program."""
    module = kind.__module__
    if module in ("builtins", "__main__"):
        return kind.__qualname__
    return f"{module if isinstance(module, str) else '<unknown>'}.{kind.__qualname__}"


def _message_of(error):
    """The part of an exception's last line after the name of its class."""
    if error is None:
        return ""
    try:
        message = str(error)
    except Exception:
        message = "<exception str() failed>"
    return f": {message}" if message else ""


def ended_with(error):
    """Reports the exception that ended the main program where the program can observe it.

    The page shows the exception itself.
    """
    if isinstance(error, SystemExit):
        if not (error.code is None or isinstance(error.code, int)) and sys.stderr is not None:
            _counted(sys.stderr.write, _text_of(error.code) + "\n")
        return
    frames = error.__traceback__
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, frames
    hook = getattr(sys, "excepthook", None)
    if hook in (None, _excepthook):
        return
    try:
        _counted(hook, type(error), error, frames)
    except SystemExit:
        pass
    except BaseException as another:
        sys.stderr.write("Error in sys.excepthook:\n")
        _print_uncaught(another, another.__traceback__.tb_next)
        sys.stderr.write("\nOriginal exception was:\n")
        _print_uncaught(error, frames)


def _text_of(value):
    try:
        return _counted(str, value)
    except Exception:
        return "<exception str() failed>"


def describe(error):
    """(class, message, traceback, line, file) of an exception; the line is in one of the run's files.

    Long texts are cut before others are made of them.
    """
    import linecache
    import traceback

    for each in _with_related(error):
        _without_own_frames(each)
        if isinstance(each, SyntaxError):
            _shorten_line(each)
    if isinstance(error, SyntaxError) and error.text is None and error.filename in _sources:
        # Code that parses but does not compile, such as a break outside a loop.
        error.text = linecache.getline(error.filename, error.lineno or 0)
    restore = _shorten(traceback, linecache)
    try:
        text = "".join(_uncaught_lines(error, error.__traceback__))
    finally:
        restore()
    line, file = _place_of(error)
    try:
        message = _cut(str(error), LONGEST_MESSAGE)
    except Exception:
        message = "<exception str() failed>"
    if not message and isinstance(error, MemoryError):
        message = "more memory was requested at once than is available"
    return _name_of(type(error)), message, text, line, file


def _place_of(error):
    """The innermost line in one of the run's files, of the exception or of a related one."""
    if isinstance(error, SyntaxError) and error.filename in _sources and error.lineno:
        return error.lineno, error.filename
    for each in _with_related(error):
        line, file = 0, ""
        frame = each.__traceback__
        while frame is not None:
            if frame.tb_frame.f_code.co_filename in _sources:
                line, file = frame.tb_lineno, frame.tb_frame.f_code.co_filename
            frame = frame.tb_next
        if line:
            return line, file
    return 0, ""


def _with_related(error):
    """An exception, then its causes, its contexts and the parts of groups."""
    related = {}
    errors = [error]
    for error in errors:
        if error is not None and id(error) not in related:
            related[id(error)] = error
            errors += [error.__cause__, error.__context__]
            if isinstance(error, BaseExceptionGroup):
                errors += error.exceptions
    return related.values()


# The file names of the modules around the program and of the import system.
_HIDDEN = {
    "highwater",
    "highwater_ending",
    set_up.__code__.co_filename,
    _frozen_importlib.ModuleSpec.__init__.__code__.co_filename,
}


def _is_hidden(file):
    """True for the file name of code around the program: these modules, imports, pytest."""
    return file in _HIDDEN or file == "pytest" or file.startswith("pytest._")


def _without_own_frames(error):
    """Removes the frames of the modules around the program from a traceback."""
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


def _shorten(traceback, linecache):
    """Cuts messages and source lines in tracebacks until the returned function is called."""
    text_of = traceback._safe_string
    cache = dict(linecache.cache)

    def short_text_of(value, *arguments, **options):
        return _cut(text_of(value, *arguments, **options), LONGEST_MESSAGE)

    def restore():
        traceback._safe_string = text_of
        linecache.cache.clear()
        linecache.cache.update(cache)

    traceback._safe_string = short_text_of
    for name in _sources:
        lines = [_cut(line, LONGEST_LINE) for line in linecache.getlines(name)]
        linecache.cache[name] = len(lines), None, lines, name
    return restore


def _shorten_line(error):
    """Cuts the source line of a syntax error, and its marks."""
    if isinstance(error.text, str) and len(error.text) > LONGEST_LINE:
        error.text = _cut(error.text, LONGEST_LINE)
        if error.offset is None or error.offset > LONGEST_LINE:
            error.offset = error.end_offset = None
        elif error.end_offset is not None:
            error.end_offset = min(error.end_offset, LONGEST_LINE)
