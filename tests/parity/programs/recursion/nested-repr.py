# repr() of nested lists.
def nest(n):
    nested = []
    for _ in range(min(n, 20000)):
        nested = [nested]
    return nested


def go(n):
    repr(nest(n))


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
