"""An error in a finalizer of weakref."""
import weakref


class Thing:
    pass


def fails(name):
    raise ValueError(name)


gone, left = Thing(), Thing()
weakref.finalize(gone, fails, "gone")
weakref.finalize(left, print, "left")
del gone
print("last line")
