"""Files in memory, context managers and locks that are left open."""
import contextlib


@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name
    finally:
        print("exit", name)


class Closing:
    def __init__(self):
        self.stack = contextlib.ExitStack()
        self.stack.enter_context(managed("one"))
        self.stack.callback(print, "callback")

    def __del__(self):
        self.stack.close()


left = Closing()
print("last line")
