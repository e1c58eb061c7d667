# Chains of exceptions are released without a deep stack.
for name in ("__cause__", "__context__"):
    chain = None
    for n in range(1_000_000):
        error = ValueError(n)
        setattr(error, name, chain)
        chain = error
    del chain, error
    print("released", flush=True)

chain = None
for n in range(1_000_000):
    chain = ValueError(chain)
del chain
print("released")
