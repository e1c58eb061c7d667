# Chains of objects are released without a deep stack.
class Node:
    def __init__(self, following):
        self.following = following


class Slotted:
    __slots__ = ("following",)

    def __init__(self, following):
        self.following = following


for kind in (Node, Slotted, lambda chain: [chain], lambda chain: (chain,), lambda chain: {1: chain}):
    chain = None
    for n in range(1_000_000 if kind is Node else 100_000):
        chain = kind(chain)
    del chain
    print("released", flush=True)
