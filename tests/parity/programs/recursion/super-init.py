# `__init__` of a base class.
class Base:
    def __init__(self, n):
        self.child = None if n == 0 else Node(n - 1)


class Node(Base):
    def __init__(self, n):
        super().__init__(n)


def go(n):
    return Node(n)


for depth in (50, 100, 150, 200, 250, 300):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
