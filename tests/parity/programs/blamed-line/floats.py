kept = []
for i in range(50_000):
    x = i * 0.5 + 2.25
    kept.append(float(i))
