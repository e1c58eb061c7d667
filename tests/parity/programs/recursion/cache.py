# A cached function.
from functools import cache


def go(n):
    @cache
    def f(k):
        return 0 if k == 0 else 1 + f(k - 1)
    return f(n)


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
