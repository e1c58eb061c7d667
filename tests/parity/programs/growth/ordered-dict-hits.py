from collections import OrderedDict

cache = OrderedDict(a=1, b=2, c=3)
for n in range(100_000):
    cache.move_to_end("a")
    cache.move_to_end("b", last=False)
    cache.move_to_end("c")
print(list(cache.items()))
