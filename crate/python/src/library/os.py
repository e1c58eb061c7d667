"""The names of `os` needed by other modules of the library; there is no operating system."""

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

    # Random numbers restart in each run.
    return Random().getrandbits(8 * size).to_bytes(size, "little") if size > 0 else b""


def __getattr__(attribute):
    raise AttributeError(
        f"os.{attribute} is not available: the program has no operating system"
    )
