# The largest of a generator is found while it is read.
rows = lambda: (bytes([n & 255]) * 1_000 for n in range(20_000))
print(len(max(rows())), len(min(rows())), max(rows(), key=len)[:2], min(rows(), key=lambda row: -row[0])[:2])
print(max([], default=3), min((), default=None), max(1, 3, 2), min("b", "a", key=ord), max("ab", key=None))
for call in [
    lambda: max(),
    lambda: max([]),
    lambda: min(1, 2, default=3),
    lambda: max(5),
    lambda: max(1, "a"),
    lambda: min([1], other=2),
    lambda: max(iter([1, 2]), key=lambda n: n / 0),
]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__)
