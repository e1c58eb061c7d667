kept = []
for i in range(20_000):
    total = len((i, kept, i))
    kept.append((None, total, None))
