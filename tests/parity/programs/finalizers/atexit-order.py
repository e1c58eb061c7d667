"""Callbacks at the end are called in reverse, with their arguments."""
import atexit


@atexit.register
def first():
    print("first registered, last called")


def show(*args, **named):
    print("show", args, named)


atexit.register(show, 1, 2, key="value")
atexit.register(print, "printed")
gone = atexit.register(lambda: print("never"))
atexit.unregister(gone)
atexit.register(lambda: atexit.register(print, "registered while ending"))
print("last line")
