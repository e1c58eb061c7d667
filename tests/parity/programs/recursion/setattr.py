# `__setattr__`.
class A:
    def __setattr__(self, name, n):
        if n:
            A().x = n - 1


def go(n):
    A().x = n


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
