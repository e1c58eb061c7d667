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


def __getattr__(attribute):
    raise AttributeError(
        f"os.{attribute} is not here: a program on this page has no operating system"
    )
