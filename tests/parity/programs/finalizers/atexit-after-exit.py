"""An exit with a code runs the end."""
import atexit
import sys


class Noisy:
    def __del__(self):
        print("deleted")


noisy = Noisy()
atexit.register(print, "callback")
sys.exit(4)
