# deepcopy() of nested objects.
import copy


class N:
    def __init__(self, child):
        self.child = child


def nest(n):
    nested = None
    for _ in range(min(n, 20000)):
        nested = N(nested)
    return nested


def go(n):
    copy.deepcopy(nest(n))


for depth in (50, 100, 150, 200):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
