# A decorator that passes on all arguments.
import functools


def memo(f):
    table = {}
    @functools.wraps(f)
    def wrapper(*args, **named):
        if args not in table:
            table[args] = f(*args, **named)
        return table[args]
    return wrapper


def go(n):
    @memo
    def f(k, extra=1):
        return 0 if k == 0 else 1 + f(k - 1, extra=2)
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
