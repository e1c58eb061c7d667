"""Marks of tests, and the conditions of skipping and of expected failure."""

import sys

from ._outcomes import Failed

_NOT_HERE = {
    "filterwarnings": "warnings are not recorded",
    "limit_leaked_objects": "limit_leaks finds what a test leaves behind",
}


class Mark:
    """A mark with its arguments."""

    def __init__(self, name, args, kwargs):
        self.name = name
        self.args = args
        self.kwargs = kwargs

    def __repr__(self):
        return f"Mark(name={self.name!r}, args={self.args!r}, kwargs={self.kwargs!r})"


class MarkDecorator:
    """A mark that can be given more arguments, or be put on a function or a class."""

    def __init__(self, mark):
        self.mark = mark

    name = property(lambda self: self.mark.name)
    args = property(lambda self: self.mark.args)
    kwargs = property(lambda self: self.mark.kwargs)

    def __repr__(self):
        return f"MarkDecorator(mark={self.mark!r})"

    def with_args(self, *args, **kwargs):
        """The mark with more arguments, even if the first is a function."""
        mark = self.mark
        return MarkDecorator(Mark(mark.name, mark.args + args, {**mark.kwargs, **kwargs}))

    def __call__(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and _can_be_marked(args[0]):
            marked = getattr(args[0], "__func__", args[0])
            own = vars(marked).get("pytestmark", []) if isinstance(marked, type) else None
            marked.pytestmark = [*unpacked(marked if own is None else own), self.mark]
            return args[0]
        return self.with_args(*args, **kwargs)


def _can_be_marked(value):
    if isinstance(value, (staticmethod, classmethod)):
        return True
    return callable(value) and getattr(value, "__name__", "<lambda>") != "<lambda>"


class _Marks:
    """`pytest.mark`: each of its attributes is a mark."""

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError("Marker name must NOT start with underscore")
        if name in _NOT_HERE:
            raise AttributeError(
                f"pytest.mark.{name} is not available in this playground: {_NOT_HERE[name]}"
            )
        return MarkDecorator(Mark(name, (), {}))


MARKS = _Marks()


def unpacked(marked):
    """The marks of a function, module or list of marks, in the order in which they were put."""
    marks = marked if isinstance(marked, list) else getattr(marked, "pytestmark", [])
    marks = marks if isinstance(marks, (list, tuple)) else [marks]
    return [getattr(mark, "mark", mark) for mark in marks]


def marks_of_class(owner):
    """The marks of a class and its bases."""
    return [
        mark
        for base in reversed(owner.__mro__)
        for mark in unpacked(_listed(vars(base).get("pytestmark", [])))
    ]


def _listed(marks):
    return list(marks) if isinstance(marks, (list, tuple)) else [marks]


class ParameterSet:
    """The values of one set of parameters, with its marks and its id."""

    def __init__(self, values, marks=(), id=None):
        self.values = values
        self.marks = marks
        self.id = id


def param(*values, marks=(), id=None):
    """A set of parameters with marks or an id."""
    if id is not None and not isinstance(id, str):
        raise TypeError(f"Expected id to be a string, got {type(id)}: {id!r}")
    return ParameterSet(values, unpacked(_listed(marks)), id)


def skip_reason(marks, names):
    """The reason why the marks skip a test, or None. `names` are those of its module."""
    for mark in marks:
        if mark.name == "skipif":
            found = _condition(mark, names)
            if found is not None:
                return found
    for mark in marks:
        if mark.name == "skip":
            return _reason_of_skip(*mark.args, **mark.kwargs)
    return None


def _reason_of_skip(reason="unconditional skip"):
    return reason


class ExpectedFailure:
    """What a mark `xfail` says."""

    def __init__(self, reason, mark):
        self.reason = reason
        self.run = mark.kwargs.get("run", True)
        self.strict = mark.kwargs.get("strict", False)
        self.raises = mark.kwargs.get("raises")

    def covers(self, error):
        """True if the failure is the expected one."""
        if self.raises is None:
            return True
        if isinstance(self.raises, (type, tuple)):
            return isinstance(error, self.raises)
        return self.raises.matches(error)


def expected_failure(marks, names):
    """The expected failure of a test with these marks, or None."""
    for mark in marks:
        if mark.name == "xfail":
            reason = _condition(mark, names)
            if reason is not None:
                return ExpectedFailure(reason, mark)
    return None


def _condition(mark, names):
    """The reason of a mark whose condition holds, or that has none; None if it does not hold."""
    kwargs = mark.kwargs
    conditions = (kwargs["condition"],) if "condition" in kwargs else mark.args
    if not conditions:
        return kwargs.get("reason", "")
    for condition in conditions:
        holds = _evaluated(mark, condition, names)
        reason = kwargs.get("reason")
        if reason is None:
            if not isinstance(condition, str):
                raise Failed(
                    f"Error evaluating {mark.name!r}: you need to specify reason=STRING when using "
                    "booleans as conditions."
                )
            reason = f"condition: {condition}"
        if holds:
            return reason
    return None


def _evaluated(mark, condition, names):
    if not isinstance(condition, str):
        try:
            return bool(condition)
        except Exception as error:
            raise Failed(
                f"Error evaluating {mark.name!r} condition as a boolean\n"
                f"{type(error).__name__}: {error}"
            ) from None
    import os

    try:
        return eval(condition, {"os": os, "sys": sys, **names})
    except Exception as error:
        raise Failed(
            f"Error evaluating {mark.name!r} condition\n    {condition}\n"
            f"{type(error).__name__}: {error}"
        ) from None
