"""Endings that no `except Exception` catches."""
import sys

import pytest


def test_exit():
    sys.exit(0)


def test_exit_with_code():
    sys.exit(3)


def test_fail():
    pytest.fail("by hand")


def test_fail_is_not_caught():
    try:
        pytest.fail("still")
    except Exception:
        pass


def test_fail_can_be_required():
    with pytest.raises(pytest.fail.Exception, match="again"):
        pytest.fail("again")


def test_skip():
    pytest.skip("not now")


def test_skip_without_reason():
    pytest.skip()


def test_xfail():
    pytest.xfail("known")


def test_fail_without_trace():
    pytest.fail(reason="short", pytrace=False)
