# `__repr__` with a formatted text.
class A:
    def __init__(self, n):
        self.n = n
    def __repr__(self):
        return "." if self.n == 0 else f"A({A(self.n - 1)!r})"


def go(n):
    return repr(A(n))


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
