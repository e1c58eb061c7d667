# `__missing__` of a dict.
class Fib(dict):
    def __missing__(self, k):
        self[k] = 0 if k == 0 else 1 + self[k - 1]
        return self[k]


def go(n):
    return Fib()[n]


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
