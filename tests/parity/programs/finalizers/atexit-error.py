"""Errors in callbacks are printed, and the others are still called."""
import atexit
import sys


def fails():
    raise ValueError("in a callback")


def leaves():
    sys.exit("not heard")


atexit.register(print, "called last")
atexit.register(fails)
atexit.register(leaves)
atexit.register(print, "called first")
print("last line")
