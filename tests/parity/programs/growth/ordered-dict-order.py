# Random moves, removals and insertions, each compared with a list of the keys.
from collections import OrderedDict

ordered, keys = OrderedDict(), []
state = 7
for turn in range(5_000):
    state = state * 1103515245 + 12345 & 0x7FFFFFFF
    key, action = state >> 8 & 31, state >> 16 & 7
    if action < 3:
        if key not in ordered:
            keys.append(key)
        ordered[key] = turn
    elif action < 5 and key in ordered:
        last = action == 3
        ordered.move_to_end(key, last=last)
        keys.remove(key)
        keys.insert(len(keys) if last else 0, key)
    elif action == 5 and key in ordered:
        del ordered[key]
        keys.remove(key)
    elif action == 6 and keys:
        last = bool(state & 1)
        assert ordered.popitem(last=last)[0] == keys.pop(-1 if last else 0)
    elif action == 7 and turn % 97 == 0:
        ordered.clear()
        keys.clear()
    assert list(ordered) == keys
    assert list(reversed(ordered)) == keys[::-1]
print(list(ordered.items()))
