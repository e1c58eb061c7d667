# `__repr__` that calls repr().
class A:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return "." if self.n == 0 else "A" + repr(A(self.n - 1))


def go(n):
    return repr(A(n))


for depth in (50, 100, 150, 200, 250, 300):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
