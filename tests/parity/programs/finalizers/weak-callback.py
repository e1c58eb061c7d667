"""An error in the callback of a weak reference."""
import gc
import weakref


class Thing:
    pass


def fails(reference):
    raise ValueError("in a callback")


thing = Thing()
reference = weakref.ref(thing, fails)
del thing
print(reference())
thing = Thing()
thing.self = thing
reference = weakref.ref(thing, fails)
del thing
print(gc.collect() > 0, reference())
