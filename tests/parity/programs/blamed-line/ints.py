kept = []
for i in range(50_000):
    x = (i * i + 7001 * i) % 1000003
    kept.append(int(str(x + 300)))
