"""Contexts and calls that must raise an exception.

Most tests need no expressions, whose module takes longer to import than all of this package. It is
imported where one is used: `collect` has done so before, if a file of the program mentions them.
"""

from ._outcomes import Failed


class ExceptionInfo:
    """A raised exception; it is filled when the context that waits for it ends."""

    def __init__(self, value=None):
        self._value = value

    def _of(self, name):
        if self._value is None:
            raise AssertionError(f".{name} can only be used after the context manager exits")
        return self._value

    @property
    def type(self):
        """The class of the exception."""
        return type(self._of("type"))

    @property
    def value(self):
        """The exception."""
        return self._of("value")

    @property
    def tb(self):
        """The traceback of the exception."""
        return self._of("tb").__traceback__

    @property
    def typename(self):
        """The name of its class."""
        return type(self._of("typename")).__name__

    @property
    def traceback(self):
        """The entries of the traceback, the outermost first."""
        entries = []
        entry = self._of("traceback").__traceback__
        while entry is not None:
            entries.append(TracebackEntry(entry))
            entry = entry.tb_next
        return entries

    def exconly(self, tryshort=False):
        """The exception as the last line of a traceback has it."""
        import traceback

        text = "".join(traceback.format_exception_only(self.type, self.value)).rstrip()
        return text.removeprefix("AssertionError: ") if tryshort else text

    def errisinstance(self, exc):
        """True if the exception is of one of the classes."""
        return isinstance(self.value, exc)

    def match(self, regexp):
        """Fails unless the expression is found in the exception as text."""
        problem = _mismatch(regexp, self.value)
        if problem is not None:
            raise AssertionError(problem)
        return True

    def __repr__(self):
        if self._value is None:
            return "<ExceptionInfo for raises contextmanager>"
        return f"<ExceptionInfo {self._value!r} tblen={len(self.traceback)}>"


class TracebackEntry:
    """A frame of a traceback, and its line in it, counted from 0 as pytest does."""

    def __init__(self, entry):
        self.lineno = entry.tb_lineno - 1
        self.name = entry.tb_frame.f_code.co_name
        self.path = entry.tb_frame.f_code.co_filename


def _compiled(pattern):
    import re

    try:
        return re.compile(pattern)
    except re.error as error:
        raise Failed(f"Invalid regex pattern provided to 'match': {error}") from None


def _mismatch(pattern, error):
    """The reason why an exception does not match an expression, or None."""
    import re

    text = "\n".join([str(error), *getattr(error, "__notes__", [])])
    if re.search(pattern, text):
        return None
    shown = pattern if isinstance(pattern, (str, bytes)) else pattern.pattern
    problem = f"Regex pattern did not match.\n Regex: {_quoted(shown)}\n Input: {_quoted(text)}"
    if shown == text:
        problem += "\n Did you mean to `re.escape()` the regex?"
    return problem


# The largest number of characters of a text in a message.
_LONGEST = 1000


def _quoted(text):
    """The `repr()` of a text, of which only the beginning is made if it is long."""
    rest = len(text) - _LONGEST
    return repr(text) if rest <= 0 else f"{text[:_LONGEST]!r}… ({rest} more characters)"


class _Raises:
    """A context that requires an exception of one of some classes."""

    def __init__(self, expected, match=None, check=None):
        self._expected = expected
        self._check = check
        self._match = _compiled(match) if isinstance(match, str) else match
        self._info = None

    def __enter__(self):
        self._info = ExceptionInfo()
        return self._info

    def __exit__(self, kind, value, traceback):
        if value is None:
            raise Failed(self._not_raised())
        if not isinstance(value, self._expected or BaseException):
            return False
        problem = self._problem(value)
        if problem is not None:
            raise AssertionError(problem)
        self._info._value = value
        return True

    def matches(self, error):
        """True if the exception is the required one."""
        return isinstance(error, self._expected or BaseException) and self._problem(error) is None

    def _problem(self, error):
        if self._match is not None:
            problem = _mismatch(self._match, error)
            if problem is not None:
                return problem
        if self._check is not None and not self._check(error):
            return f"check {getattr(self._check, '__name__', self._check)} did not return True"
        return None

    def _not_raised(self):
        if not self._expected:
            return "DID NOT RAISE any exception"
        if len(self._expected) > 1:
            return f"DID NOT RAISE any of {self._expected!r}"
        return f"DID NOT RAISE {self._expected[0]!r}"


def raises(expected_exception=None, *args, **kwargs):
    """A context that requires an exception, or a call that must raise it.

    `raises(Error)`, `raises((Error, Other), match="text")`, `raises(Error, function, argument)`.
    """
    if not args:
        unknown = sorted(set(kwargs) - {"match", "check"})
        if unknown:
            raise TypeError(
                f"Unexpected keyword arguments passed to pytest.raises: {', '.join(unknown)}\n"
                "Use context-manager form instead?"
            )
        if expected_exception in (None, ()):
            if not any(value is not None for value in kwargs.values()):
                raise ValueError("You must specify at least one parameter to match on.")
            return _Raises((), **kwargs)
        return _Raises(_classes(expected_exception), **kwargs)
    function, *rest = args
    if not expected_exception:
        raise ValueError(
            f"Expected an exception type or a tuple of exception types, but got "
            f"`{expected_exception!r}`. Raising exceptions is already understood as failing the "
            "test, so you don't need any special code to say "
            "'this should never raise an exception'."
        )
    expected = _classes(expected_exception)
    if not callable(function):
        raise TypeError(f"{function!r} object (type: {type(function)}) must be callable")
    with _Raises(expected) as info:
        function(*rest, **kwargs)
    return info


def _classes(expected):
    classes = expected if isinstance(expected, tuple) else (expected,)
    for each in classes:
        if isinstance(each, type) and issubclass(each, BaseException):
            continue
        message = "expected exception must be a BaseException type, not "
        if isinstance(each, type):
            raise ValueError(f"{message}{each.__name__!r}")
        if isinstance(each, BaseException):
            raise TypeError(f"{message}an exception instance ({type(each).__name__})")
        raise TypeError(f"{message}{type(each).__name__!r}")
    return classes
