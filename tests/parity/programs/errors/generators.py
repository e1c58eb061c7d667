"""Errors through generators, comprehensions, context managers and properties."""
import contextlib
import functools
import traceback


def numbers():
    yield 1
    raise OSError("dry")


@contextlib.contextmanager
def closing():
    try:
        yield "inside"
    except ValueError as error:
        raise RuntimeError("closed") from error


class Thing:
    @functools.cached_property
    def value(self):
        return self.other

    @property
    def other(self):
        return list(numbers())


def manage():
    with closing():
        raise ValueError("in the block")


try:
    manage()
except RuntimeError as error:
    print(error, repr(error.__cause__))


@functools.lru_cache
def cached(n):
    return 1 // n


for case in (lambda: Thing().value, lambda: cached(0), lambda: next(iter(()))):
    try:
        case()
    except Exception:
        traceback.print_exc()
print(sorted([1, 2], key=lambda n: n / 0))
