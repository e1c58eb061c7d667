"""Marks of a whole file."""
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.skipif("SKIPS", reason="all of them")]

SKIPS = True


def test_one():
    raise AssertionError


class TestMarked:
    pytestmark = pytest.mark.own

    def test_two(self):
        raise AssertionError
