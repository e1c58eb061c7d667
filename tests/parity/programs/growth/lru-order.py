# The least recently used entry is evicted, after any number of hits and misses.
from functools import lru_cache

called = []


@lru_cache(maxsize=50)
def square(n):
    called.append(n)
    return n * n


state = 1
for turn in range(20_000):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    assert square(state >> 16 & 63) == (state >> 16 & 63) ** 2
print(square.cache_info(), len(called), sum(n * turn for turn, n in enumerate(called)))
square.cache_clear()
for n in [*range(60), 20, *range(60, 90), 20]:
    square(n)
print(square.cache_info(), called[-3:])
