# Chains of iterators are released without a deep stack.
import itertools

KINDS = (
    lambda chain: itertools.chain(chain, (1,)),
    lambda chain: map(str, chain),
    lambda chain: filter(None, chain),
    lambda chain: enumerate(chain),
    lambda chain: zip(chain, (1,)),
    lambda chain: itertools.islice(chain, 1),
    lambda chain: (item for item in chain),
)

for kind in KINDS:
    chain = iter(())
    for n in range(100_000):
        chain = kind(chain)
    del chain
    print("released", flush=True)
