"""Finalizers of weakref run at the end, unless their object is gone or they are set not to."""
import weakref


class Thing:
    pass


one, two, three, four = Thing(), Thing(), Thing(), Thing()
weakref.finalize(one, print, "one")
weakref.finalize(two, print, "two", "and more", sep=", ")
quiet = weakref.finalize(three, print, "never")
quiet.atexit = False
detached = weakref.finalize(four, print, "detached")
print(detached.detach() is not None, detached.alive, quiet.alive)
del one
print("last line")
