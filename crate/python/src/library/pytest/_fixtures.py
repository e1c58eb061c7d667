"""Definitions of fixtures, and the ones that a test sees."""

from ._functions import is_generator, place, wanted
from ._outcomes import Failed

# From the narrowest to the widest.
SCOPES = ("function", "class", "module", "package", "session")


class FixtureLookupError(LookupError):
    """A fixture that was asked for is not there, or asks for itself."""


FixtureLookupError.__module__ = "builtins"


class FixtureFunction:
    """A function marked as a fixture. It is called by tests that name it, not by the program."""

    def __init__(self, function, scope, params, autouse, ids, name):
        self.function = function
        self.scope = scope
        self.params = params
        self.autouse = autouse
        self.ids = ids
        self.name = name
        self.__name__ = name or getattr(function, "__name__", "fixture")
        self.__doc__ = function.__doc__
        self.__wrapped__ = function

    def __repr__(self):
        return f"<pytest_fixture({self.function})>"

    def __call__(self, *args, **kwargs):
        raise Failed(
            f'Fixture "{self.__name__}" called directly. Fixtures are not meant to be called '
            "directly,\nbut are created automatically when test functions request them as "
            "parameters."
        )


def fixture(
    fixture_function=None, *, scope="function", params=None, autouse=False, ids=None, name=None
):
    """Marks a function as a fixture."""
    if not isinstance(scope, str):
        raise Failed(
            "a fixture's scope by a function is not available in this playground: name the scope"
        )
    if params is not None:
        params = tuple(params)
    if ids is not None and not callable(ids):
        ids = tuple(ids)

    def mark(function):
        if isinstance(function, type):
            raise ValueError("class fixtures not supported (maybe in the future)")
        if isinstance(function, FixtureFunction):
            raise ValueError(
                "@pytest.fixture is being applied more than once to the same function "
                f"{function.__name__!r}"
            )
        if (name or function.__name__) == "request":
            raise Failed(
                "'request' is a reserved word for fixtures, use another name:\n"
                f"  {place(function)}"
            )
        return FixtureFunction(function, scope, params, autouse, ids, name)

    return mark if fixture_function is None else mark(fixture_function)


class FixtureDef:
    """A fixture as the tests of a module or of a class see it."""

    def __init__(self, name, function, scope="function", params=None, ids=None, owner=None):
        if scope not in SCOPES:
            raise Failed(
                f"Fixture {name!r} from {place(function)} got an unexpected scope value {scope!r}"
            )
        self.name = name
        self.scope = SCOPES.index(scope)
        self.params = params
        self.ids = ids
        self.owner = owner
        self.is_method = owner is not None and not isinstance(function, staticmethod)
        self.is_of_class = isinstance(function, classmethod)
        self.function = getattr(function, "__func__", function)
        self.names = wanted(self.function, self.is_method)
        self.is_generator = is_generator(self.function)


class Fixtures:
    """The fixtures of a module or a class, and those around it."""

    def __init__(self, outer=None):
        self._outer = outer
        self._definitions = {}
        self._automatic = []

    def add(self, definition, autouse=False):
        """Adds a fixture; with `autouse` each test has it."""
        self._definitions.setdefault(definition.name, []).append(definition)
        if autouse:
            self._automatic.append(definition.name)

    def add_from(self, holder):
        """Adds the fixtures among the attributes of a module or a class."""
        owner = holder if isinstance(holder, type) else None
        for attribute in sorted(dir(holder)):
            found = _attribute(holder, attribute)
            if isinstance(found, FixtureFunction):
                self.add(
                    FixtureDef(
                        found.name or attribute,
                        found.function,
                        found.scope,
                        found.params,
                        found.ids,
                        owner,
                    ),
                    found.autouse,
                )

    def of(self, name):
        """The definitions of a name, the innermost last."""
        outer = [] if self._outer is None else self._outer.of(name)
        return outer + self._definitions.get(name, [])

    def automatic(self):
        """The names of those that each test has."""
        outer = [] if self._outer is None else self._outer.automatic()
        return outer + self._automatic

    def names(self):
        """All names."""
        outer = set() if self._outer is None else self._outer.names()
        return outer | set(self._definitions)

    def closure(self, initial, direct):
        """The names of all fixtures of a test, the widest scopes first.

        `initial` are the names it asks for, `direct` those whose values are its parameters.
        """
        names = list(dict.fromkeys(initial))
        # It grows while it is read.
        for name in names:
            definitions = [] if name in direct else self.of(name)
            if definitions:
                names += [asked for asked in definitions[-1].names if asked not in names]

        def scope(name):
            definitions = [] if name in direct else self.of(name)
            return definitions[-1].scope if definitions else 0

        return sorted(names, key=scope, reverse=True)


def _attribute(holder, name):
    """An attribute as it is stored, without binding it."""
    if not isinstance(holder, type):
        return vars(holder).get(name)
    for base in holder.__mro__:
        if name in vars(base):
            return vars(base)[name]
    return None
