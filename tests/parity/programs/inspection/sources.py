"""The program's own text, by function, class and line."""
import inspect


def decorator(function):
    return function


@decorator
def function(a, b=1):
    # A comment within.
    return [
        a,
        b,
    ]


class Shape:
    """A shape."""

    sides = 0

    def area(self):
        """The area."""
        return 0

    @property
    def name(self):
        return type(self).__name__

    @staticmethod
    def make():
        return Shape()


class Square(Shape):
    sides = 4

    def area(self):
        return 1


twice = lambda n: n * 2  # noqa: E731


def outer():
    def inner():
        return 1

    return inner


def generator():
    yield inspect.currentframe()


for thing in (function, Shape, Square, Shape.area, Square().area, Shape.name.fget, twice, outer()):
    print(inspect.getsource(thing))
    lines, first = inspect.getsourcelines(thing)
    print(first, len(lines), inspect.getsourcefile(thing) == inspect.getfile(function))
print(inspect.getdoc(Shape), inspect.getdoc(Square.area), inspect.getcomments(Square))
print(inspect.getmodule(function).__name__, inspect.getmodule(Shape).__name__)
print(inspect.cleandoc("  a\n    b"), inspect.getsource(next(generator()))[:15])
print(inspect.stack()[0].lineno, inspect.stack()[0].code_context)
for thing in (len, int, 3):
    try:
        inspect.getsource(thing)
    except (TypeError, OSError) as error:
        print(type(error).__name__)
space = {}
exec("def made():\n    return 1\n", space)
try:
    print(inspect.getsource(space["made"]))
except OSError as error:
    print(error)
