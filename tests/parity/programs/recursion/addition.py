# `__add__`.
class A:
    def __init__(self, n):
        self.n = n
    def __add__(self, other):
        return other if self.n == 0 else A(self.n - 1) + other + 1


def go(n):
    return A(n) + 0


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
