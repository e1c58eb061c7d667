"""The exceptions that end a test with a verdict, and the functions that raise them."""


class Outcome(BaseException):
    """An end of a test with a verdict. `except Exception` does not catch it."""

    def __init__(self, msg=None):
        super().__init__(msg)
        self.msg = msg

    def __str__(self):
        return type(self).__name__ if self.msg is None else str(self.msg)

    __repr__ = __str__


class Skipped(Outcome):
    """The end of a test, or of a whole file, that is left out."""

    def __init__(self, msg=None, *, allow_module_level=False):
        super().__init__(msg)
        self.allow_module_level = allow_module_level


class Failed(Outcome):
    """The end of a test by `pytest.fail`."""


class XFailed(Failed):
    """The end of a test that is expected to fail."""


# In tracebacks they have their bare names.
for _outcome in (Skipped, Failed, XFailed):
    _outcome.__module__ = "builtins"


class _Ending:
    """A function that ends a test, with the exception it raises as an attribute."""

    def __init__(self, function, exception):
        self._function = function
        self.Exception = exception
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *args, **kwargs):
        return self._function(*args, **kwargs)


def _skip(reason="", *, allow_module_level=False):
    """Skips the test, or with `allow_module_level` the rest of the file."""
    raise Skipped(reason, allow_module_level=allow_module_level)


def _fail(reason="", pytrace=True):
    """Fails the test."""
    raise Failed(reason)


def _xfail(reason=""):
    """Ends the test as one that is expected to fail."""
    raise XFailed(reason)


_skip.__name__, _fail.__name__, _xfail.__name__ = "skip", "fail", "xfail"
skip = _Ending(_skip, Skipped)
fail = _Ending(_fail, Failed)
xfail = _Ending(_xfail, XFailed)


def importorskip(modname, minversion=None, reason=None, *, exc_type=None):
    """Imports and returns a module; skips the test or the file without it."""
    import sys

    try:
        __import__(modname)
    except ImportError if exc_type is None else exc_type as error:
        if reason is None:
            reason = f"could not import {modname!r}: {error}"
        raise Skipped(reason, allow_module_level=True) from None
    module = sys.modules[modname]
    if minversion is not None:
        version = getattr(module, "__version__", None)
        if version is None or _numbers(version) < _numbers(minversion):
            raise Skipped(
                f"module {modname!r} has __version__ {version!r}, required is: {minversion!r}",
                allow_module_level=True,
            )
    return module


def _numbers(version):
    """The numbers of a version, for comparison."""
    return [int("".join(filter(str.isdigit, part)) or 0) for part in version.split(".")]
