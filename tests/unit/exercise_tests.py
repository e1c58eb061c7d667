"""Runs an exercise's tests without pytest, and prints what came of them as JSON.

    exercise_tests.py FOLDER TESTS

FOLDER holds the exercise's file and the tests' file, which is called TESTS. A test with a mark is
traced, and its peak is told with its limit; what it prints is told too.
"""

import contextlib
import importlib
import io
import json
import sys
import tracemalloc
import types


def limit_memory(limit):
    def mark(test):
        test.limit = limit
        return test

    return mark


def outcome(name, test):
    limit = getattr(test, "limit", None)
    output = io.StringIO()
    failure = None
    if limit is not None:
        tracemalloc.start()
    try:
        with contextlib.redirect_stdout(output):
            test()
    except AssertionError as error:
        failure = repr(error)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {
        "name": name,
        "limit": limit,
        "peak": peak,
        "failure": failure,
        "output": output.getvalue(),
    }


def main(folder, file):
    pytest = types.ModuleType("pytest")
    pytest.mark = types.SimpleNamespace(limit_memory=limit_memory)
    sys.modules["pytest"] = pytest
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    module = importlib.import_module(file.removesuffix(".py"))
    tests = {name: test for name, test in vars(module).items() if name.startswith("test_")}
    print(json.dumps([outcome(name, test) for name, test in tests.items()]))


main(*sys.argv[1:])
