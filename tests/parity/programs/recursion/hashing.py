# `__hash__` through a tuple.
class A:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1 if self.n == 0 else hash((A(self.n - 1), 1))


def go(n):
    return hash(A(n))


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
