# A list comprehension.
def go(n):
    return 0 if n == 0 else [go(n - 1) for _ in (1,)][0]


for depth in (50, 100, 150, 200, 250, 300, 350, 400, 450, 490):
    go(depth)
    print(depth, end=" ", flush=True)
print()
try:
    go(100_000)
except RecursionError as error:
    print("caught", str(error)[:32])
print("went on")
