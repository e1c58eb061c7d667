"""A file that needs a module which is not there."""
import pytest

math = pytest.importorskip("math")
absent = pytest.importorskip("a_module_that_is_absent", reason="needs an absent module")


def test_never():
    raise AssertionError
