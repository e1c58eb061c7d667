"""Records CPython's functools.lru_cache over random sequences of calls.

    python3 record_functools.py            writes functools-recordings.json beside this file
    python3 record_functools.py --check    records again, and fails if the file differs

The file is a list of programs, each a maxsize and a trace: words with a space between them.

    cK        the cached function is called with the key K
    f         CPython enters the wrapped function: a miss
    rV        the wrapped function returns V, a number unique to this run of the function
    x         the wrapped function raises, and so does the call
    =V        the call returns V
    z         cache_clear() is called
    iH,M,C    cache_info() returns hits=H, misses=M, currsize=C

A hit is `c3 =7`, a miss is `c3 f r8 =8`, and the words between `f` and its `r` or `x` are the
operations of the wrapped function on its own cache. "repr" is repr(cache_info()) at the end.
"""

import argparse
import functools
import json
import pathlib
import platform
import random
import sys

RECORDINGS = pathlib.Path(__file__).with_name("functools-recordings.json")
MAXSIZES = [None, 0, 1, 2, 3, 8, 100]
SEED = 3


class Failure(Exception):
    """Raised by a wrapped function on purpose."""


class Recording:
    """One program: a cached function with random runs, and their trace."""

    def __init__(self, maxsize, dice, keys):
        self.maxsize = maxsize
        self.dice = dice
        self.keys = keys
        self.trace = []
        self.runs = 0
        self.depth = 0
        # Rare enough for a bounded cache to fill up between two clears.
        self.clearing = 0.05 if maxsize is None else min(0.02, 0.3 / keys)
        self.cached = functools.lru_cache(maxsize=maxsize)(self.wrapped)

    def body(self, key):
        """The operations of the wrapped function; True makes it raise an exception."""
        raise NotImplementedError

    def wrapped(self, key):
        self.trace.append("f")
        self.runs += 1
        value = self.runs
        self.depth += 1
        raises = self.body(key)
        self.depth -= 1
        if raises:
            self.trace.append("x")
            raise Failure
        self.trace.append(f"r{value}")
        return value

    def call(self, key):
        self.trace.append(f"c{key}")
        try:
            value = self.cached(key)
        except Failure:
            return
        self.trace.append(f"={value}")

    def clear(self):
        self.trace.append("z")
        self.cached.cache_clear()

    def info(self):
        hits, misses, maxsize, currsize = self.cached.cache_info()
        assert maxsize == self.maxsize
        self.trace.append(f"i{hits},{misses},{currsize}")

    def below(self, limit):
        # Python promises the same numbers from every version for random() alone.
        return int(self.dice.random() * limit)

    def chance(self, share):
        return self.dice.random() < share

    def key(self):
        """A key; the low ones are asked for more often."""
        return int(self.keys * self.dice.random() ** 2)

    def record(self, steps):
        for _ in range(steps):
            if self.chance(self.clearing):
                self.clear()
            else:
                self.call(self.key())
            self.info()
        return {
            "kind": type(self).__name__,
            "maxsize": self.maxsize,
            "trace": " ".join(self.trace),
            "repr": repr(self.cached.cache_info()),
        }


class Plain(Recording):
    """A function that does nothing to its cache."""

    def body(self, key):
        return False


class Recursive(Recording):
    """A function that calls itself with smaller keys, as a factorial or Fibonacci does."""

    def body(self, key):
        for smaller in (key - 1, key - 2):
            if smaller >= 0 and (smaller == key - 1 or self.chance(0.3)):
                self.call(smaller)
        return False


class Tangled(Recording):
    """A function that calls itself with any key, including its own, clears its cache, and raises."""

    def body(self, key):
        for _ in range(self.below(4) if self.depth < 5 else 0):
            if self.chance(self.clearing):
                self.clear()
            elif self.chance(0.25):
                self.call(key)
            else:
                self.call(self.key())
            if self.chance(0.3):
                self.info()
        return self.chance(0.15)


def record():
    dice = random.Random(SEED)
    programs = []
    for maxsize in MAXSIZES:
        size = 12 if maxsize is None else maxsize
        keys = size + size // 2 + 3
        programs.append(Plain(maxsize, dice, keys).record(250 + 3 * size))
        # Without a cache the run time grows with the number of paths, so there are few keys.
        programs.append(Recursive(maxsize, dice, min(keys, 4 if size == 0 else keys)).record(60))
        programs.append(Tangled(maxsize, dice, keys).record(80 + size))
    return programs


def text_of(programs):
    version = platform.python_version()
    lines = ",\n".join(json.dumps(program) for program in programs)
    return f'{{"recorded": "CPython {version}", "programs": [\n{lines}\n]}}\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare without writing")
    arguments = parser.parse_args()
    if platform.python_implementation() != "CPython" or sys.version_info < (3, 11):
        sys.exit("This records CPython 3.11 or later.")
    # functools.py falls back to lru_cache in Python if the C version is missing.
    if functools._lru_cache_wrapper.__module__ != "functools" or not isinstance(
        functools._lru_cache_wrapper, type
    ):
        sys.exit("This Python has no lru_cache in C.")
    programs = record()
    if not arguments.check:
        RECORDINGS.write_text(text_of(programs), encoding="utf-8")
    elif json.loads(RECORDINGS.read_text(encoding="utf-8"))["programs"] != programs:
        sys.exit(f"{RECORDINGS.name} differs from the behaviour of this Python.")
    else:
        print(f"{len(programs)} programs: the same as {RECORDINGS.name}.")


if __name__ == "__main__":
    main()
