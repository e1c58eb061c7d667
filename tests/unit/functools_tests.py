"""Extracts CPython's own tests of functools.cache and functools.lru_cache from its test package.

    functools_tests.py EXCLUDED...

Prints a module with few dependencies: it runs each test and prints its name, followed by a tab and
the failure if it failed. Without that package nothing is printed.
"""

import ast
import importlib.util
import sys

CLASSES = ("TestCache", "TestLRU", "TestLRUPy")
FUNCTIONS = ("py_cached_func",)


def source():
    try:
        spec = importlib.util.find_spec("test.test_functools")
    except ModuleNotFoundError:
        return None
    if spec is None or spec.origin is None:
        return None
    with open(spec.origin, encoding="utf-8") as file:
        return file.read()


def taken(text, excluded):
    """The classes, without excluded tests and decorators of `test.support`."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.name in CLASSES:
            node.body = [part for part in node.body if getattr(part, "name", "") not in excluded]
            for part in node.body:
                if getattr(part, "name", "").startswith("test_"):
                    part.decorator_list = []
            yield ast.unparse(node)
        elif isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS:
            yield ast.unparse(node)


HEAD = """\
import builtins
import copy
import functools
import gc
import sys
import weakref

import unittest_shim as unittest
from unittest_shim import choice

py_functools = functools


class support:
    gc_collect = staticmethod(gc.collect)


"""

FOOT = """


class TestCacheHere(TestCache, unittest.TestCase):
    module = functools


for case in TestCacheHere, TestLRUPy:
    for name in sorted(dir(case)):
        if name.startswith("test_"):
            failure = []
            try:
                getattr(case(), name)()
            except Exception as error:
                failure = [f"{type(error).__name__}: {error}"]
            print(name, *failure, sep="\\t")
"""


def main(excluded):
    text = source()
    if text is not None:
        print(HEAD + "\n\n\n".join(taken(text, excluded)) + FOOT)


main(sys.argv[1:])
