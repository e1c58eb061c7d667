"""Output of the end goes to the first streams, and callbacks to those of the program."""
import atexit
import io
import sys


class Noisy:
    def __del__(self):
        print("deleted")


noisy = Noisy()
sink = io.StringIO()
atexit.register(lambda: sys.__stdout__.write("sink: " + sink.getvalue()))
atexit.register(print, "into the sink")
sys.stdout = sink
print("also there")
