from collections import OrderedDict

recent = OrderedDict()
for n in range(60_000):
    recent[n] = None
    if len(recent) > 100:
        recent.popitem(last=False)
print(len(recent), list(recent)[:3], list(reversed(recent))[:3])
