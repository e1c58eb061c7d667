# A chain of suspended generators is released without a deep stack.
def holding(generator):
    yield 1
    yield generator


chain = None
for n in range(1_000_000):
    chain = holding(chain)
    next(chain)
del chain
print("released")
