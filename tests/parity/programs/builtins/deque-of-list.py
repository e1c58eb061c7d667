from collections import deque

numbers = [None] * 300_000
line = deque(numbers)
print(len(line), line.maxlen, len(deque(numbers, 5)), len(deque(tuple(numbers[:9]))))
line.extendleft(numbers)
line.extend(line)
print(len(line))
