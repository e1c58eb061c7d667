kept = []
for i in range(20_000):
    total = sum([1, 2, i])
    kept.append([None, None, None])
