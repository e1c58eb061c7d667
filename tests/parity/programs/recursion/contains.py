# `__contains__`.
class A:
    def __contains__(self, n):
        return True if n == 0 else (n - 1) in self


def go(n):
    return n in A()


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
