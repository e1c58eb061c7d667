"""The names of unittest, unittest.mock and random that CPython's tests of functools use."""

import contextlib


class TestCase:
    def fail(self, message):
        raise AssertionError(message)

    def assertEqual(self, first, second, message=None):
        assert first == second, message or f"{first!r} != {second!r}"

    def assertNotEqual(self, first, second, message=None):
        assert first != second, message or f"{first!r} == {second!r}"

    def assertTrue(self, value, message=None):
        assert value, message or f"{value!r} is not true"

    def assertFalse(self, value, message=None):
        assert not value, message or f"{value!r} is not false"

    def assertIs(self, first, second, message=None):
        assert first is second, message or f"{first!r} is not {second!r}"

    def assertIsNone(self, value, message=None):
        assert value is None, message or f"{value!r} is not None"

    def assertIsNotNone(self, value, message=None):
        assert value is not None, message or "it is None"

    def assertRaises(self, expected):
        return _Raises(expected)

    @contextlib.contextmanager
    def subTest(self, message=None, **parameters):
        yield


class _Raises:
    def __init__(self, expected):
        self.expected = expected
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        assert kind is not None, f"{self.expected.__name__} not raised"
        self.exception = value
        return issubclass(kind, self.expected)


class mock:
    class Mock:
        """Counts its calls; special methods can be set on each mock."""

        def __new__(cls, **options):
            return object.__new__(type("Mock", (cls,), {}))

        def __init__(self, return_value=None):
            self.return_value = return_value
            self.call_count = 0

        def __call__(self, *arguments, **options):
            self.call_count += 1
            return self.return_value

        def __setattr__(self, name, value):
            if name.startswith("__"):
                setattr(type(self), name, lambda self, *arguments: value(*arguments))
            object.__setattr__(self, name, value)


_state = 1


def choice(values):
    """One of the values: a different one at each call, reproducible in each run."""
    global _state
    _state = (_state * 1_103_515_245 + 12_345) % 2**31
    return values[(_state >> 16) % len(values)]
