"""The names of `os` that other modules of the library need; there is no operating system."""

name = "posix"
sep = "/"
altsep = None
pathsep = ":"
linesep = "\n"
curdir = "."
pardir = ".."
devnull = "/dev/null"
environ = {}


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    return type(path).__fspath__(path)


def urandom(size, /):
    from _random import Random

    # It begins anew in each run, as all that is random here.
    return Random().getrandbits(8 * size).to_bytes(size, "little") if size > 0 else b""


def __getattr__(attribute):
    raise AttributeError(
        f"os.{attribute} is not here: a program on this page has no operating system"
    )
