# Containers that are emptied in every way give their room back.
import io
from array import array
from collections import deque

kept = []
for make in [list, deque, bytearray, lambda: array("q")]:
    for empty in ["pop", "del", "slice", "clear", "popleft"]:
        container = make()
        for n in range(50_000):
            container.append(n & 127)
        if empty == "pop":
            while container:
                container.pop()
        elif empty == "popleft" and isinstance(container, deque):
            while container:
                container.popleft()
        elif empty == "del":
            while container:
                del container[-1]
        elif empty == "slice" and not isinstance(container, deque):
            container[10:] = container[:0]
        elif hasattr(container, "clear") and not isinstance(container, array):
            container.clear()
        else:
            del container[:]
        kept.append(container)
memory = io.BytesIO(bytes(1_000_000))
memory.truncate(10)
kept.append(memory)
print([len(container) for container in kept[:-1]], len(memory.getvalue()))
