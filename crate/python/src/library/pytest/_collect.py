"""Finds the tests of a file."""

import sys

from ._builtin import builtin_fixtures
from ._fixtures import FixtureDef, FixtureFunction, Fixtures
from ._functions import is_function, is_generator, wanted
from ._item import Item
from ._marks import marks_of_class, unpacked
from ._order import in_order
from ._outcomes import Failed, Skipped
from ._parametrize import calls_of, names_of

# The file whose fixtures every other one has.
_SHARED = "conftest"


class Skip:
    """A file that is skipped as a whole, with the reason."""

    def __init__(self, reason):
        self.reason = reason


class _Holder:
    """A module or a class with tests."""

    def __init__(self, file, module, cls, fixtures, marks):
        self.file = file
        self.module = module
        self.cls = cls
        self.fixtures = fixtures
        self.marks = marks


class _Names:
    """The attribute of a test, the names of its arguments, and its own marks."""

    def __init__(self, attribute, arguments, marks):
        self.attribute = attribute
        self.arguments = arguments
        self.marks = marks


def collect(file, sources):
    """The tests of a file in their order, or a `Skip`.

    `sources` are the texts of all files by their names.
    """
    if any("match" in source for source in sources.values()):
        # For `pytest.raises(match=…)`, before the allocations of a test are counted.
        __import__("re")
    has_shared = f"{_SHARED}.py" in sources
    fixtures = builtin_fixtures()
    marks = []
    try:
        if has_shared:
            shared = __import__(_SHARED)
            fixtures = Fixtures(fixtures)
            fixtures.add_from(shared)
        module = __import__(file.removesuffix(".py"))
        _refuse_hooks(module)
        if has_shared:
            _refuse_hooks(shared)
        marks = unpacked(module)
        fixtures = Fixtures(fixtures)
        _add_module_set_up(fixtures, module)
        fixtures.add_from(module)
        return in_order(_tests(_Holder(file, module, None, fixtures, marks), vars(module), ""))
    except Skipped as skipped:
        if not skipped.allow_module_level:
            raise Failed(
                "Using pytest.skip outside of a test will skip the entire module. If that's your "
                "intention, pass `allow_module_level=True`. If you want to skip a specific test or "
                "an entire class, use the @pytest.mark.skip or @pytest.mark.skipif decorators."
            ) from None
        return Skip(str(skipped.msg or ""))


def _refuse_hooks(module):
    for name in vars(module):
        if name.startswith("pytest_"):
            raise NotImplementedError(
                f"{name} is not available in this playground: there are no plugins and no hooks"
            )


def _tests(holder, names, prefix):
    """The tests among the attributes of a module or a class."""
    tests = []
    for name, value in list(names.items()):
        if isinstance(value, type):
            tests += _tests_of_class(holder, name, value, prefix)
        elif _is_test(name, value) and is_function(value):
            if not getattr(value, "__test__", True):
                continue
            if is_generator(value):
                raise Failed(f"'yield' keyword is allowed in fixtures, but not in tests ({name})")
            tests += _expanded(holder, name, value, prefix)
    return tests


def _is_test(name, value):
    if isinstance(value, FixtureFunction):
        return False
    if not name.startswith("test") and getattr(value, "__test__", None) is not True:
        return False
    return callable(getattr(value, "__func__", value))


def _tests_of_class(holder, name, cls, prefix):
    case = getattr(sys.modules.get("unittest"), "TestCase", None)
    if case is not None and issubclass(cls, case):
        raise NotImplementedError(
            f"{name} is a unittest.TestCase, which this playground does not run: write functions "
            "whose names begin with test, or classes whose names begin with Test"
        )
    if not name.startswith("Test") and getattr(cls, "__test__", None) is not True:
        return []
    # pytest leaves out classes that it cannot make without arguments.
    if not getattr(cls, "__test__", True) or _has_own(cls, "__init__") or _has_own(cls, "__new__"):
        return []
    fixtures = Fixtures(holder.fixtures)
    _add_class_set_up(fixtures, cls)
    fixtures.add_from(cls)
    marks = [*marks_of_class(cls), *holder.marks]
    inner = _Holder(holder.file, holder.module, cls, fixtures, marks)
    return _tests(inner, _attributes(cls), f"{prefix}{name}::")


def _has_own(cls, name):
    return getattr(cls, name) is not getattr(object, name)


def _attributes(cls):
    """The attributes of a class and its bases; those of bases come first."""
    seen = set()
    parts = []
    for base in cls.__mro__:
        parts.insert(0, {name: value for name, value in vars(base).items() if name not in seen})
        seen |= set(vars(base))
    return {name: value for part in parts for name, value in part.items()}


def _expanded(holder, name, function, prefix):
    """A test for each of its sets of parameters."""
    is_method = holder.cls is not None and not isinstance(function, staticmethod)
    function = getattr(function, "__func__", function)
    own = unpacked(function)
    names = _Names(name, wanted(function, is_method), own)
    marks = [*own, *holder.marks]
    direct = {
        each
        for mark in marks
        if mark.name == "parametrize" and not mark.kwargs.get("indirect")
        for each in names_of(mark)
    }
    used = [each for mark in marks if mark.name == "usefixtures" for each in mark.args]
    closure = holder.fixtures.closure(
        [*holder.fixtures.automatic(), *used, *names.arguments], direct
    )
    nodeid = f"{holder.file}::{prefix}{name}"
    return [
        Item(
            prefix,
            f"{name}[{'-'.join(call.ids)}]" if call.ids else name,
            holder,
            function,
            call,
            closure,
            names,
        )
        for call in calls_of(function, nodeid, marks, closure, holder.fixtures)
    ]


def _add_module_set_up(fixtures, module):
    _add_pair(
        fixtures,
        "_xunit_setup_module",
        "module",
        _first(module, "setUpModule", "setup_module"),
        _first(module, "tearDownModule", "teardown_module"),
        lambda request: module,
    )
    set_up, tear_down = _first(module, "setup_function"), _first(module, "teardown_function")

    def around(request):
        if request.instance is not None:
            yield
            return
        _call(set_up, request.function)
        yield
        _call(tear_down, request.function)

    if set_up is not None or tear_down is not None:
        fixtures.add(FixtureDef("_xunit_setup_function", around), True)


def _add_class_set_up(fixtures, cls):
    _add_pair(
        fixtures,
        "_xunit_setup_class",
        "class",
        _first(cls, "setup_class"),
        _first(cls, "teardown_class"),
        lambda request: cls,
    )
    has_set_up, has_tear_down = hasattr(cls, "setup_method"), hasattr(cls, "teardown_method")

    def around(request):
        instance = request.instance
        if has_set_up:
            _call(instance.setup_method, request.function)
        yield
        if has_tear_down:
            _call(instance.teardown_method, request.function)

    if has_set_up or has_tear_down:
        fixtures.add(FixtureDef("_xunit_setup_method", around), True)


def _add_pair(fixtures, name, scope, set_up, tear_down, argument):
    def around(request):
        _call(set_up, argument(request))
        yield
        _call(tear_down, argument(request))

    if set_up is not None or tear_down is not None:
        fixtures.add(FixtureDef(name, around, scope), True)


def _first(holder, *names):
    found = (getattr(holder, name, None) for name in names)
    return next((each for each in found if each is not None), None)


def _call(function, argument):
    """Calls a function with the argument, if it takes one."""
    if function is None:
        return
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    count = 0 if code is None else code.co_argcount
    is_bound = getattr(function, "__self__", None) is not None
    function(*[argument][: max(0, count - is_bound)])
