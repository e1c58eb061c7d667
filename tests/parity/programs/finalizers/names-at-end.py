"""A module that something else still has when the program ends: its names become None."""
import atexit
import sys


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("deleted", self.name, "beside", sorted(name for name in globals() if name == "other"))


later = Noisy("later")
_early = Noisy("early")
other = 1
sys.keeps = sys.modules[__name__]
print("last line")
