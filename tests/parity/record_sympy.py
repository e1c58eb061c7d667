"""Records the calls of sympy's cached functions as a trace of keys.

    python3 record_sympy.py            writes the trace of highwater-workload, compressed
    python3 record_sympy.py --check    records again, and fails if the trace differs

It needs CPython and the packages of sympy-requirements.txt in the Python that runs it. The trace is
a key per line: the number of a call's function and arguments among all, in the order of their first
appearance. Calls are in the order of their ends, because a result is stored when the function ends.
"""

import argparse
import functools
import gzip
import os
import pathlib
import random
import sys

TRACE = pathlib.Path(__file__).parents[2] / "crate/workload/traces/sympy.keys.gz"
SYMPY = "1.14.0"


class Recorder:
    """Stands for functools.lru_cache while sympy is imported, and records the calls."""

    def __init__(self):
        self.keys = {}
        self.trace = []
        self.is_on = False
        self.lru_cache = functools.lru_cache
        self.is_of_sympy = lambda function: function.__module__.startswith("sympy.")

    def __call__(self, maxsize=128, typed=False):
        if callable(maxsize):
            return self.wrap(maxsize, 128, typed)
        return lambda function: self.wrap(function, maxsize, typed)

    def wrap(self, function, maxsize, typed):
        cached = self.lru_cache(maxsize=maxsize, typed=typed)(function)
        if not self.is_of_sympy(function):
            return cached
        # The number of the function, as two functions of a module may have one name.
        number = len(self.keys)
        self.keys[number, function] = number

        @functools.wraps(cached)
        def recorded(*args, **kwargs):
            result = cached(*args, **kwargs)
            if self.is_on:
                key = number, functools._make_key(args, kwargs, typed)
                self.trace.append(self.keys.setdefault(key, len(self.keys)))
            return result

        recorded.cache_info = cached.cache_info
        recorded.cache_clear = cached.cache_clear
        recorded.cache_parameters = cached.cache_parameters
        return recorded


def work():
    """The program: typical tasks of a computer algebra system.

    Integrals are without sympy's tables of Meijer functions, which are sets whose order differs
    between runs.
    """
    from sympy import (
        Eq, Function, Matrix, apart, cos, diff, dsolve, exp, expand, factor, integrate, limit, log,
        oo, series, simplify, sin, solve, summation, symbols, tan,
    )  # fmt: skip

    x, y, z, k, n = symbols("x y z k n")
    f = Function("f")
    for power in range(2, 9):
        expand((x + y + z) ** power)
        factor(x**power - 1)
        diff(sin(x) ** power * exp(-x), x)
        series(exp(sin(power * x)), x, 0, 5)
    for number in range(1, 5):
        integrate(x**number * exp(x), x, meijerg=False)
        integrate(1 / (x**number + 1), x, meijerg=False)
        summation(k**number, (k, 1, n))
        apart(1 / (x * (x + number) * (x - 1)), x)
        solve(x**2 - number * x - 1, x)
        limit((1 + number / x) ** x, x, oo)
    simplify(sin(x) ** 2 + cos(x) ** 2 + tan(x) * cos(x))
    simplify((x**3 + x**2 - x - 1) / (x**2 + 2 * x + 1))
    integrate(log(x) * x**2, x, meijerg=False)
    dsolve(Eq(f(x).diff(x, 2) + f(x), 0), f(x))
    Matrix(3, 3, lambda row, column: x ** abs(row - column) + row).det()
    Matrix([[2, 1], [1, 2]]).eigenvals()


def record():
    recorder = Recorder()
    functools.lru_cache = recorder
    import sympy

    functools.lru_cache = recorder.lru_cache
    if sympy.__version__ != SYMPY:
        sys.exit(f"This is sympy {sympy.__version__} instead of {SYMPY}.")
    # The random numbers that sympy orders symbols and tests expressions by.
    sympy.Dummy._base_dummy_index = 10**6
    random.seed(0)
    sympy.core.random.seed(0)
    recorder.is_on = True
    work()
    recorder.is_on = False
    # Again from 1, as some functions and results have no call.
    numbers = {}
    return [numbers.setdefault(key, len(numbers) + 1) for key in recorder.trace]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare without writing")
    arguments = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        # The order of sympy's sets is that of hashes, which Python otherwise seeds at random.
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    trace = record()
    content = "".join(f"{key}\n" for key in trace).encode()
    if not arguments.check:
        TRACE.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))
        print(f"{len(trace)} calls of {len(set(trace))} keys.")
    elif gzip.decompress(TRACE.read_bytes()) != content:
        sys.exit(f"{TRACE.name} differs from the calls of this Python and sympy.")
    else:
        print(f"{len(trace)} calls: the same as {TRACE.name}.")


if __name__ == "__main__":
    main()
