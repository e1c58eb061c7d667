# A chain of closures is released without a deep stack.
def wrapped(function):
    def wrapper():
        return function
    return wrapper


chain = None
for n in range(1_000_000):
    chain = wrapped(chain)
del chain
print("released")
