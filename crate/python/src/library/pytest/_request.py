"""The values of a test's fixtures: how they are made, and how they end."""

from ._fixtures import SCOPES, FixtureLookupError
from ._functions import place
from ._outcomes import Failed

_ABSENT = object()


class FixtureValues:
    """The fixtures of one test that have been made, and what is to be done at their end."""

    def __init__(self, item):
        self.item = item
        self._values = {}
        self._endings = {scope: [] for scope in range(len(SCOPES))}

    def get(self, name, asking):
        """The value of a fixture for a request."""
        item = self.item
        if name == "request":
            return asking
        if name in item.direct:
            if asking.scope > item.direct_scopes[name]:
                self._refuse_scope(name, item.direct_scopes[name], asking, "a parameter")
            return item.direct[name]
        definitions = item.fixtures.of(name)
        above = sum(1 for request in asking.chain() if request.fixturename == name)
        if not definitions or above >= len(definitions):
            raise self._not_found(name, bool(definitions))
        definition = definitions[-1 - above]
        if asking.scope > definition.scope:
            self._refuse_scope(name, definition.scope, asking, place(definition.function))
        if id(definition) not in self._values:
            try:
                made = (self._made(definition, asking), None)
            except BaseException as error:
                made = (None, error)
            self._values[id(definition)] = made
        value, error = self._values[id(definition)]
        if error is not None:
            raise error
        return value

    def _made(self, definition, asking):
        item = self.item
        param = item.indirect.get(definition.name, _ABSENT)
        if param is _ABSENT and definition.params is not None:
            raise Failed(
                "The requested fixture has no parameter defined for test:\n"
                f"    {item.nodeid}\n\nRequested fixture '{definition.name}' defined in:\n"
                f"{place(definition.function)}"
            )
        request = Request(self, definition, asking, param)
        arguments = {name: self.get(name, request) for name in definition.names}
        function = definition.function
        if definition.is_method:
            function = function.__get__(item.cls if definition.is_of_class else item.instance)
        if not definition.is_generator:
            return function(**arguments)
        generator = function(**arguments)
        try:
            value = next(generator)
        except StopIteration:
            raise ValueError(f"{definition.name} did not yield a value") from None
        request.addfinalizer(lambda: _end(generator, definition))
        return value

    def _refuse_scope(self, name, scope, asking, where):
        raise Failed(
            f"ScopeMismatch: You tried to access the {SCOPES[scope]} scoped fixture {name} with a "
            f"{SCOPES[asking.scope]} scoped request object. Requesting fixture stack:\n"
            + "".join(f"{each.fixturename}\n" for each in asking.chain() if each.fixturename)
            + f"Requested fixture:\n{where}"
        )

    def _not_found(self, name, is_recursive):
        names = ", ".join(sorted(name for name in self.item.fixtures.names() if name[0] != "_"))
        problem = (
            f"recursive dependency involving fixture '{name}' detected"
            if is_recursive
            else f"fixture '{name}' not found"
        )
        return FixtureLookupError(f"{problem}\navailable fixtures: {names}")

    def at_end(self, scope, function):
        """Calls the function when the scope ends, before those that were added earlier."""
        self._endings[scope].append(function)

    def end(self):
        """Ends all fixtures, the narrowest scopes first, and returns the errors."""
        errors = []
        for endings in self._endings.values():
            while endings:
                try:
                    endings.pop()()
                except BaseException as error:
                    errors.append(error)
        return errors


def _end(generator, definition):
    """Continues a fixture after its `yield`."""
    try:
        next(generator)
    except StopIteration:
        return
    raise Failed(f"fixture function has more than one 'yield':\n\n{place(definition.function)}")


class Request:
    """The fixture `request`: the test, and the fixture that asks."""

    def __init__(self, values, definition, parent, param=_ABSENT):
        self._values = values
        self._parent = parent
        self.scope = 0 if definition is None else definition.scope
        self.fixturename = None if definition is None else definition.name
        self._is_test = definition is None
        if param is not _ABSENT:
            self.param = param

    def chain(self):
        """This request and those around it."""
        request = self
        while request is not None:
            yield request
            request = request._parent

    @property
    def fixturenames(self):
        """The names of all fixtures of the test."""
        return list(self._values.item.closure)

    @property
    def node(self):
        """The test."""
        return self._values.item

    @property
    def function(self):
        """The function of the test."""
        self._needs(0, "function")
        return self._values.item.function

    @property
    def cls(self):
        """The class of the test, or None."""
        self._needs(1, "cls")
        return self._values.item.cls

    @property
    def instance(self):
        """The instance that the test is called on, or None."""
        return self._values.item.instance

    @property
    def module(self):
        """The module of the test."""
        self._needs(2, "module")
        return self._values.item.module

    def _needs(self, scope, name):
        if self.scope > scope:
            raise AttributeError(f"{name} not available in {SCOPES[self.scope]}-scoped context")

    def getfixturevalue(self, argname):
        """The value of a fixture by its name."""
        return self._values.get(argname, self)

    def addfinalizer(self, finalizer):
        """Calls the function at the end of the fixture."""
        self._values.at_end(self.scope, finalizer)

    def __getattr__(self, name):
        if name == "param":
            raise AttributeError("this fixture has no parameter: request.param is not set")
        raise AttributeError(f"request.{name} is not available in this playground")
