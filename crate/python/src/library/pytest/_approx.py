"""Values that equal those close to them."""

import math
import sys
from _collections_abc import Collection, Mapping, Sized


def approx(expected, rel=None, abs=None, nan_ok=False):
    """A value that equals each number, sequence or mapping of numbers close to it."""
    if _is_decimal(expected):
        return _ApproxDecimal(expected, rel, abs, nan_ok)
    if isinstance(expected, Mapping):
        return _ApproxMapping(expected, rel, abs, nan_ok)
    if isinstance(expected, (str, bytes)):
        return _ApproxNumber(expected, rel, abs, nan_ok)
    if hasattr(expected, "__getitem__") and isinstance(expected, Sized):
        return _ApproxSequence(expected, rel, abs, nan_ok)
    if isinstance(expected, Collection):
        raise TypeError(
            f"pytest.approx() only supports ordered sequences, but got: {expected!r}"
        )
    return _ApproxNumber(expected, rel, abs, nan_ok)


def _is_decimal(value):
    decimal = sys.modules.get("decimal")
    return decimal is not None and isinstance(value, decimal.Decimal)


def _is_number(value):
    if isinstance(value, (int, float, complex)) or _is_decimal(value):
        return True
    numbers = sys.modules.get("numbers")
    return numbers is not None and isinstance(value, numbers.Complex)


class _Approx:
    """The parts of all kinds."""

    __hash__ = None

    def __init__(self, expected, rel, abs, nan_ok):
        self.expected = expected
        self.rel = rel
        self.abs = abs
        self.nan_ok = nan_ok
        self._check()

    def _check(self):
        """Raises `TypeError` for a value that cannot be compared."""

    def __bool__(self):
        raise AssertionError(
            "approx() is not supported in a boolean context.\n"
            "Did you mean: `assert a == approx(b)`?"
        )

    def __ne__(self, actual):
        return not (self == actual)

    def _part(self, value):
        kind = _ApproxDecimal if _is_decimal(value) else _ApproxNumber
        return kind(value, self.rel, self.abs, self.nan_ok)


class _ApproxNumber(_Approx):
    """A number. Other values equal only what they equal themselves."""

    _ABS = 1e-12
    _REL = 1e-6

    @property
    def tolerance(self):
        """The largest difference of numbers that are equal."""
        absolute = self._ABS if self.abs is None else self.abs
        if absolute < 0:
            raise ValueError(f"absolute tolerance can't be negative: {absolute}")
        if math.isnan(absolute):
            raise ValueError("absolute tolerance can't be NaN.")
        if self.rel is None and self.abs is not None:
            return absolute
        relative = (self._REL if self.rel is None else self.rel) * abs(self.expected)
        if relative < 0:
            raise ValueError(f"relative tolerance can't be negative: {relative}")
        if math.isnan(relative):
            raise ValueError("relative tolerance can't be NaN.")
        return max(relative, absolute)

    def __eq__(self, actual):
        expected = self.expected
        if isinstance(expected, bool) and not isinstance(actual, bool):
            return False
        if actual == expected:
            return True
        if isinstance(expected, bool) or not (_is_number(expected) and _is_number(actual)):
            return False
        if math.isnan(abs(expected)):
            return self.nan_ok and math.isnan(abs(actual))
        if math.isinf(abs(expected)):
            return False
        return abs(expected - actual) <= self.tolerance

    def __repr__(self):
        expected = self.expected
        if isinstance(expected, bool) or not _is_number(expected) or math.isinf(abs(expected)):
            return str(expected)
        try:
            tolerance = self.tolerance
            shown = f"{tolerance:g}" if 1e-3 <= tolerance < 1e3 else f"{tolerance:.1e}"
            if isinstance(expected, complex) and expected.imag and not math.isinf(tolerance):
                shown += " ∠ ±180°"
        except ValueError:
            shown = "???"
        return f"{expected} ± {shown}"


class _ApproxDecimal(_ApproxNumber):
    """A decimal number."""

    _ABS = property(lambda self: type(self.expected)("1e-12"))
    _REL = property(lambda self: type(self.expected)("1e-6"))

    def __repr__(self):
        decimal = type(self.expected)
        rel = decimal(self.rel) if isinstance(self.rel, float) else self.rel
        absolute = decimal(self.abs) if isinstance(self.abs, float) else self.abs
        shown = "???"
        if rel is not None and decimal("1e-3") <= rel <= decimal("1e3"):
            shown = f"{rel:.1e}"
        elif absolute is not None:
            shown = f"{absolute:.1e}"
        return f"{self.expected} ± {shown}"


class _ApproxMapping(_Approx):
    """A mapping with the same keys and values that are close."""

    def _check(self):
        for key, value in self.expected.items():
            if isinstance(value, type(self.expected)):
                import pprint

                raise TypeError(
                    "pytest.approx() does not support nested dictionaries: "
                    f"key={key!r} value={value!r}\n  full mapping={pprint.pformat(self.expected)}"
                )

    def __eq__(self, actual):
        try:
            if set(actual.keys()) != set(self.expected.keys()):
                return False
        except AttributeError:
            return False
        return all(self._part(value) == actual[key] for key, value in self.expected.items())

    def __repr__(self):
        return f"approx({ ({key: self._part(value) for key, value in self.expected.items()})!r})"


class _ApproxSequence(_Approx):
    """A sequence of the same length and of values that are close."""

    def _check(self):
        for index, value in enumerate(self.expected):
            if isinstance(value, type(self.expected)):
                import pprint

                raise TypeError(
                    "pytest.approx() does not support nested data structures: "
                    f"{value!r} at index {index}\n"
                    f"  full sequence: {pprint.pformat(self.expected)}"
                )

    def __eq__(self, actual):
        try:
            if len(actual) != len(self.expected):
                return False
        except TypeError:
            return False
        return all(self._part(value) == other for other, value in zip(actual, self.expected))

    def __repr__(self):
        kind = tuple if isinstance(self.expected, tuple) else list
        return f"approx({kind(self._part(value) for value in self.expected)!r})"
