# Arguments from a tuple and a dict.
def f(*args, **named):
    n, *rest = args
    return 0 if n == 0 else 1 + f(*(n - 1,), **{"a": 1})


def go(n):
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
