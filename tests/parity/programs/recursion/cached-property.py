# A cached property.
from functools import cached_property


class A:
    def __init__(self, n):
        self.n = n
    @cached_property
    def deep(self):
        return 0 if self.n == 0 else 1 + A(self.n - 1).deep


def go(n):
    return A(n).deep


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
