# The key of sorted().
def go(n):
    return 0 if n == 0 else sorted([n], key=lambda x: go(x - 1))[0]


for depth in (50, 100, 150, 200, 250, 300):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
