"""An error ends the program, and its callbacks and finalizers are still called."""
import atexit


class Noisy:
    def __del__(self):
        print("deleted")


noisy = Noisy()
atexit.register(print, "callback")


def fails():
    local = Noisy()
    raise RuntimeError("the end")


fails()
