"""The part of `os` that needs no operating system, and the errors of what needs one."""

import sys

name = "posix"
sep = "/"
altsep = None
extsep = "."
pathsep = ":"
linesep = "\n"
curdir = "."
pardir = ".."
devnull = "/dev/null"
defpath = "/bin:/usr/bin"
error = OSError
environ = {}

F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class _Path(type(sys)):
    """`os.path`, which is loaded when it is first used."""

    def __getattr__(self, attribute):
        import posixpath

        if attribute.startswith("__") and not hasattr(posixpath, attribute):
            raise AttributeError(f"module 'posixpath' has no attribute {attribute!r}")
        vars(self).update(vars(posixpath))
        return getattr(posixpath, attribute)


path = sys.modules["os.path"] = _Path("posixpath")


class PathLike:
    """An object with a path."""

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    try:
        of_type = type(path).__fspath__
    except AttributeError:
        raise TypeError(
            f"expected str, bytes or os.PathLike object, not {type(path).__name__}"
        ) from None
    return of_type(path)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


def getenv(key, default=None):
    return environ.get(key, default)


def getcwd():
    return "/"


def getcwdb():
    return b"/"


def getpid():
    return 1


def getppid():
    return 0


def cpu_count():
    return 1


def _exit(status, /):
    import atexit

    atexit._clear()
    raise SystemExit(status)


def strerror(code, /):
    from errno import _TEXTS

    return _TEXTS.get(code, f"Unknown error {code}")


def register_at_fork(**callbacks):
    pass


def urandom(size, /):
    from _random import Random

    # Random numbers restart in each run.
    return Random().getrandbits(8 * size).to_bytes(size, "little") if size > 0 else b""


def access(path, mode, **options):
    fspath(path)
    return False


def walk(top, topdown=True, onerror=None, followlinks=False):
    try:
        listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
    return iter(())


def get_terminal_size(fd=1, /):
    raise OSError(25, "Inappropriate ioctl for device")


def _missing(path=".", *arguments, **options):
    """Raises the error of a function that needs an existing file."""
    if not isinstance(path, int):
        path = fspath(path)
    if path in (".", "/", "", "./"):
        raise PermissionError(13, "Permission denied", path)
    if isinstance(path, int):
        raise OSError(9, "Bad file descriptor")
    raise FileNotFoundError(2, "No such file or directory", path)


def _missing_of_two(source, target, *arguments, **options):
    """Raises the error of a function that needs an existing file for another."""
    raise FileNotFoundError(
        2, "No such file or directory", fspath(source), None, fspath(target)
    )


def _denied(path=".", *arguments, **options):
    """Raises the error of a function that makes a file."""
    raise PermissionError(13, "Permission denied", fspath(path))


def _not_permitted(*arguments, **options):
    """Raises the error of a function of processes and users."""
    raise PermissionError(1, "Operation not permitted")


def _named(function, names):
    for name in names.split():
        globals()[name] = type(function)(
            function.__code__, globals(), name, function.__defaults__, function.__closure__
        )


_named(
    _missing,
    "stat lstat statvfs listdir scandir readlink chdir remove unlink rmdir removedirs "
    "chmod lchmod chown lchown utime truncate pathconf getxattr setxattr "
    "listxattr removexattr fstat fsync close read write lseek isatty dup dup2 ftruncate fchmod",
)
_named(_missing_of_two, "rename renames replace link")
_named(_denied, "open mkdir makedirs symlink mkfifo mknod chroot")
_named(
    _not_permitted,
    "system popen fork forkpty execv execve execvp execl spawnv spawnl posix_spawn kill killpg "
    "wait waitpid nice setuid setgid setsid getlogin pipe putenv unsetenv abort",
)


def __getattr__(attribute):
    raise AttributeError(f"module 'os' has no attribute {attribute!r}")
