"""Cycles that are not collected before the end, with the collector disabled."""
import gc

gc.disable()


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        print("deleted", self.name)


def pair(name):
    node, other = Node(name), []
    node.other = other
    other.append(node)


pair("one")
print(gc.isenabled())
