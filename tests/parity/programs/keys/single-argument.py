# Equal arguments of different types, alone, and with others.
from functools import cache, lru_cache


class Number(int):
    pass


class Text(str):
    pass


values = [1, 1.0, True, Number(1), 1 + 0j, "1", Text("1"), (1,), (True,), (1.0,), ((1,),), b"1"]


@cache
def alone(x):
    return type(x).__name__


@cache
def pair(x, y):
    return type(x).__name__, type(y).__name__


@lru_cache(maxsize=None, typed=True)
def typed(x):
    return type(x).__name__


@lru_cache(maxsize=5)
def bounded(x):
    return type(x).__name__


for function in (alone, typed, bounded):
    print([function(value) for value in values], function.cache_info())
print([pair(x, y) for x in values[:4] for y in values[:4]], pair.cache_info())
print([alone(x=value) for value in values], alone.cache_info())
