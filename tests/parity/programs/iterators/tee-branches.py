# Branches at different places, copied, left and dropped.
import copy
from itertools import count, islice, tee

a, b, c = tee(iter(range(500)), 3)
print(sum(islice(a, 200)), sum(islice(b, 57)), sum(islice(c, 58)))
d = copy.copy(b)
print(next(d), next(b), sum(d), sum(b))
print(sum(c), sum(a))
print([list(islice(x, 3)) for x in tee(count(10), 4)], tee([], 0), [list(x) for x in tee("", 2)])
x, y = tee(iter(range(100_000)))
print(sum(x))
del x
print(sum(y))
