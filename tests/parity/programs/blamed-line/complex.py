kept = []
for i in range(20_000):
    x = complex(i, 1) * 2
    kept.append(complex(i, 2))
