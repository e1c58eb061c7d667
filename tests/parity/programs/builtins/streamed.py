# What reads an iterable item by item in CPython.
import itertools
from collections import Counter, deque


def rows(n=3_000):
    for _ in range(n):
        yield bytes(2_000)


print(sum(map(len, rows())), any(row[0] for row in rows()), all(len(row) for row in rows()))
print(len(set(rows())), len(frozenset(rows())), len(dict(enumerate(map(len, rows())))))
print(len(dict.fromkeys(rows())), len(deque(rows(), maxlen=3)), Counter(rows()).total())
print(len({row: None for row in rows()}), len(set().union(rows(), rows())))
print(sum(1 for _ in zip(rows(), rows())), sum(1 for _ in filter(None, rows())))
print(sum(1 for _ in itertools.chain.from_iterable(iter([rows()]))), bytes() in rows(10))
first, second, *rest = itertools.islice(rows(), 5)
print(len(first), len(rest), (lambda *args: len(args))(*rows(5)))
one, two = rows(2)
try:
    one, two = rows()
except ValueError as error:
    print(error)
