"""The parameters of functions, classes and builtins."""
import functools
import inspect
import operator


def f(a, /, b: int, *args, c=1, d: "str" = "x", **named) -> None:
    pass


class Thing:
    def __init__(self, size, *, colour="red"):
        pass

    def method(self, x):
        pass

    @classmethod
    def make(cls, y=2):
        pass


for thing in (f, Thing, Thing.method, Thing(1).method, Thing.make, functools.partial(f, 1, c=2)):
    print(inspect.signature(thing))
print(inspect.getfullargspec(f))
print(inspect.signature(f).bind(1, 2, 3, z=4).arguments)
for thing in (len, print, sorted, abs, isinstance, sum, repr, divmod, round, pow, input, compile):
    print(thing.__name__, inspect.signature(thing))
for thing in (operator.add, dict.get, list.sort, list.append, str.split, "x".join, [].pop, {}.get):
    print(inspect.signature(thing))
for thing in (int, dict, print, str, range, type, object):
    try:
        print(thing.__name__, inspect.signature(thing))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print([p.kind.description for p in inspect.signature(f).parameters.values()])
