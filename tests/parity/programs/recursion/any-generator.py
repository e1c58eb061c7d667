# A generator in any().
def go(n):
    return n == 0 or any(go(n - 1) for _ in (1,))


for depth in (50, 100, 150, 200, 250, 300):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
