# A generator that reads its like in a loop.
def walk(n):
    yield n
    if n:
        for x in walk(n - 1):
            yield x


def go(n):
    return sum(walk(n))


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
