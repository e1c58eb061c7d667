from functools import lru_cache


@lru_cache(maxsize=100)
def identity(n):
    return None


for n in range(200_000):
    identity(n)
print(identity.cache_info())
