# A dictionary that was large and is empty now keeps its table until it is used again.
import sys

table = {}
for number in range(100_000):
    table[number] = None
full = sys.getsizeof(table)
for number in range(100_000):
    del table[number]
print("items", len(table), "as large as before:", sys.getsizeof(table) == full)
for turn in range(1000):
    table["a"] = turn
    del table["a"]
print("after using it again, smaller:", sys.getsizeof(table) < full)
print("a copy is small:", sys.getsizeof(dict(table)) < 1_000)
for turn in range(200_000):
    table[0] = 1
    del table[0]
print("still small:", sys.getsizeof(table) < 100_000, len(table))
