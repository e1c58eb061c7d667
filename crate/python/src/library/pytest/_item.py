"""One run of a test: its fixtures, its call and its verdict."""

from . import _memory
from ._functions import is_coroutine
from ._marks import expected_failure, skip_reason
from ._outcomes import Failed, Skipped, XFailed
from ._request import FixtureValues, Request

_ASYNC = (
    "async def functions are not natively supported.\n"
    "You need to install a suitable plugin for your async framework; this playground has none."
)


class Verdict:
    """The verdict of a test: its name, its reason, and the exception of a failure."""

    def __init__(self, name, reason="", error=None):
        self.name = name
        self.reason = reason
        self.error = error


class Item:
    """A test with one set of parameters.

    It is run by `set_up`, then by `call` if that returned True, and by `finish` in any case. Only
    the call is judged by a limit.
    """

    def __init__(self, prefix, name, holder, function, call, closure, names):
        self.name = name
        self.full_name = f"{prefix}{name}"
        self.nodeid = f"{holder.file}::{self.full_name}"
        self.module = holder.module
        self.cls = holder.cls
        self.fixtures = holder.fixtures
        self.originalname = function.__name__ if hasattr(function, "__name__") else self.name
        self.function = function
        self._own_marks = [*names.marks, *call.marks]
        self._outer_marks = holder.marks
        self.direct = call.direct
        self.direct_scopes = call.direct_scopes
        self.indirect = call.indirect
        self.indices = call.indices
        self.closure = closure
        self.instance = None
        self._attribute = names.attribute
        self._arguments_names = names.arguments
        self._values = FixtureValues(self)
        self._called = None
        self._arguments = {}
        self._is_ready = False
        self._error = None
        self._expected = None

    @property
    def marks(self):
        """All marks, the closest first."""
        return [*self._own_marks, *self._outer_marks]

    def iter_markers(self, name=None):
        """The marks, the closest first."""
        return iter([mark for mark in self.marks if name in (None, mark.name)])

    def get_closest_marker(self, name, default=None):
        """The closest mark of a name."""
        return next(self.iter_markers(name), default)

    def add_marker(self, marker, append=True):
        """Adds a mark."""
        mark = getattr(marker, "mark", marker)
        self._own_marks.insert(len(self._own_marks) if append else 0, mark)

    @property
    def limits(self):
        """The limits in bytes by the names of the marks; empty if one is invalid."""
        try:
            return _memory.limits_of(self.marks)
        except Exception:
            return {}

    def set_up(self):
        """Makes the fixtures. Returns True if the test is to be called."""
        try:
            reason = skip_reason(self.marks, vars(self.module))
            if reason is not None:
                raise Skipped(reason)
            self._expect()
            if self.cls is not None:
                self.instance = self.cls()
            holder = self.module if self.instance is None else self.instance
            self._called = getattr(holder, self._attribute)
            request = Request(self._values, None, None)
            for name in self.closure:
                value = self._values.get(name, request)
                if name in self._arguments_names:
                    self._arguments[name] = value
            self._expect()
            self._is_ready = True
        except BaseException as error:
            self._error = error
        return self._is_ready

    def _expect(self):
        if self._expected is None:
            self._expected = expected_failure(self.marks, vars(self.module))
        if self._expected is not None and not self._expected.run:
            raise XFailed(f"[NOTRUN] {self._expected.reason}")

    def call(self):
        """Calls the test."""
        _memory.check_marks(self.marks)
        if is_coroutine(self._called):
            raise Failed(_ASYNC)
        self._called(**self._arguments)

    def finish(self, error):
        """Ends the fixtures and returns the verdict, of an exception of the call or None."""
        if self._is_ready:
            try:
                # The test may have added a mark.
                self._expect()
            except BaseException as wrong:
                error = error or wrong
            verdict = self._judge(error, "failed")
        else:
            verdict = self._judge(self._error, "error")
        self._arguments = {}
        errors = self._values.end()
        if errors and verdict.name in ("passed", "xpassed", "skipped", "xfailed"):
            # The verdict of the end takes the place of one that is no failure.
            verdict = self._judge(errors[0], "error")
        if verdict.name in ("passed", "xpassed"):
            try:
                _memory.limits_of(self.marks)
            except Exception as invalid:
                verdict = Verdict("error", error=invalid)
        return verdict

    def _judge(self, error, failure):
        expected = self._expected
        if isinstance(error, XFailed):
            return Verdict("xfailed", str(error))
        if isinstance(error, Skipped):
            return Verdict("skipped", str(error.msg or ""))
        if expected is not None:
            if error is None:
                if expected.strict:
                    return Verdict("failed", error=Failed(f"[XPASS(strict)] {expected.reason}"))
                return Verdict("xpassed", expected.reason)
            if expected.covers(error):
                return Verdict("xfailed", expected.reason)
        if error is None:
            return Verdict("passed")
        return Verdict(failure, error=error)
