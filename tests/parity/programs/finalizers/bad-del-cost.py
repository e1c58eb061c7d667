"""The report of an error in a finalizer costs the program nothing."""
import sys

text = "a string of its own " * 10


class Bad:
    def __del__(self):
        raise ValueError("cheap")


if True:
    Bad()
blocks = [bytearray(100_000) for _ in range(20)]
print(len(blocks), sys.getrefcount(text) > 1)
