"""A limit of two kinds, and marks of a test that is not judged."""
import pytest


@pytest.mark.limit_memory("10 MB")
@pytest.mark.limit_leaks("10 MB")
def test_two_kinds():
    pass


@pytest.mark.limit_memory("10 XB")
def test_fails():
    assert False


@pytest.mark.skip(reason="not run")
@pytest.mark.limit_memory("10 XB")
def test_skipped():
    pass
