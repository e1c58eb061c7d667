"""A finalizer at the end still sees the names of its module."""
import json

PREFIX = "name:"


def describe(value):
    return PREFIX + json.dumps(value)


class Entry:
    def __init__(self, value):
        self.value = value
        self.self = self

    def __del__(self):
        print(describe(self.value))


entries = [Entry(n) for n in range(3)]
alone = Entry("alone")
print("last line")
