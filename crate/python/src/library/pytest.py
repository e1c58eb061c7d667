"""The part of pytest used by tests of an exercise: marks, raises and approx."""


class _Mark:
    def __init__(self, name, args, kwargs):
        self.name = name
        self.args = args
        self.kwargs = kwargs


class _Decorator:
    def __init__(self, name):
        self._name = name

    def __call__(self, *args, **kwargs):
        def marked(function):
            function.pytestmark = [*getattr(function, "pytestmark", []), _Mark(self._name, args, kwargs)]
            return function

        return marked


class _Marks:
    limit_memory = _Decorator("limit_memory")
    parametrize = _Decorator("parametrize")

    def __getattr__(self, name):
        raise AttributeError(
            f"pytest.mark.{name} is not available: this playground has limit_memory and parametrize"
        )


mark = _Marks()


class raises:
    """A context that requires an exception of a class."""

    def __init__(self, expected, *, match=None):
        self.expected = expected
        self.match = match
        self.value = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            raise AssertionError(f"DID NOT RAISE {_quoted(self.expected)}")
        if not issubclass(kind, self.expected):
            return False
        self.value = value
        if self.match is not None:
            import re

            if not re.search(self.match, str(value)):
                raise AssertionError(
                    f"{_quoted(str(value))} does not match {_quoted(self.match)}"
                )
        return True


class approx:
    """A number equal to those close to it."""

    def __init__(self, expected, rel=1e-6, abs=1e-12):
        self.expected = expected
        self.tolerance = max(rel * _distance(expected, 0), abs)

    def __eq__(self, other):
        return _distance(other, self.expected) <= self.tolerance

    def __repr__(self):
        return f"{self.expected} ± {self.tolerance:.1e}"


def _quoted(value):
    """The `repr()` of a value, cut if it is long."""
    from _highwater import LONGEST_NAME, cut

    return cut(repr(value), LONGEST_NAME)


def _distance(one, other):
    return abs(one - other)
