"""A hook that fails itself."""
import sys


def hook(kind, value, frames):
    raise TypeError("in the hook")


sys.excepthook = hook
raise ValueError("the first")
