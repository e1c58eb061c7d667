"""Runs an exercise's tests with the page's part of pytest, and prints the outcomes as JSON.

    exercise_tests.py FOLDER TESTS PYTEST

FOLDER contains the exercise's file and the tests' file, named TESTS; PYTEST is the folder of the
package imported as pytest. For a test with a limit the bytes at its peak are reported.
"""

import contextlib
import importlib
import importlib.util
import io
import json
import os
import sys
import tracemalloc


def load(name, folder):
    """Imports the package of a folder under this name."""
    spec = importlib.util.spec_from_file_location(name, os.path.join(folder, "__init__.py"))
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])


def named_tests(module):
    """The name of each test, and a function that returns the test."""
    for name, value in vars(module).items():
        if name.startswith("test") and callable(value):
            yield name, lambda value=value: value
        elif name.startswith("Test") and isinstance(value, type):
            for method in (method for method in dir(value) if method.startswith("test")):
                yield f"{name}::{method}", lambda owner=value, method=method: getattr(owner(), method)


def expanded(name, make):
    """The test for each set of parameters, with its limit."""
    limit = None
    cases = [{}]
    for mark in getattr(make(), "pytestmark", []):
        if mark.name == "limit_memory":
            limit = mark.args[0]
        elif mark.name == "parametrize":
            names, values = mark.args
            names = [part.strip() for part in names.split(",")] if isinstance(names, str) else names
            rows = [value if len(names) > 1 else (value,) for value in values]
            cases = [{**case, **dict(zip(names, row))} for case in cases for row in rows]
    for case in cases:
        yield f"{name}{case or ''}", lambda case=case: make()(**case), limit


def resident(field):
    """Bytes of VmRSS (now) or VmHWM (at the highest) of this process, as Linux counts them."""
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith(field))
    return int(line.split()[1]) * 1024


def measured(call):
    """The value of a call, and the bytes at its peak above those at its start.

    Resident memory costs nothing to measure, but only Linux forgets its highest value on request
    (proc(5), clear_refs). Elsewhere each allocation is traced, which takes several times as long.
    """
    try:
        with open("/proc/self/clear_refs", "w") as request:
            request.write("5")
    except OSError:
        tracemalloc.start()
        value = call()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return value, peak
    start = resident("VmRSS")
    value = call()
    return value, resident("VmHWM") - start


def failure_of(test, output):
    """The failed assertion of a test as text, or None; its output goes to a stream."""
    try:
        with contextlib.redirect_stdout(output):
            test()
    except AssertionError as error:
        return repr(error)
    return None


def outcome(name, test, limit):
    output = io.StringIO()
    if limit is None:
        failure, peak = failure_of(test, output), 0
    else:
        failure, peak = measured(lambda: failure_of(test, output))
    return {
        "name": name,
        "limit": limit,
        "peak": peak,
        "failure": failure,
        "output": output.getvalue(),
    }


def main(folder, file, pytest):
    sys.dont_write_bytecode = True
    load("pytest", pytest)
    sys.path.insert(0, folder)
    module = importlib.import_module(file.removesuffix(".py"))
    tests = [test for named in named_tests(module) for test in expanded(*named)]
    print(json.dumps([outcome(*test) for test in tests]))


main(*sys.argv[1:])
