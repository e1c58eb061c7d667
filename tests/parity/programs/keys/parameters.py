import copy
from functools import cache, lru_cache


@lru_cache(maxsize=3, typed=True)
def join(*args, **named):
    return args, tuple(named.items())


print(join.cache_parameters(), cache(len).cache_parameters())
print(join(1, "a", b=2), join((1, "a"), b=2), join(1, "a", ("b", 2)), join.cache_info())
print(join(a=1, b=2), join(b=2, a=1), join.cache_info())
print(copy.copy(join) is join, copy.deepcopy(join) is join, join.__reduce__())
print(join.__wrapped__(3), join.__name__, join.__module__)
