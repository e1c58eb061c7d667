"""importorskip inside of tests."""
import pytest


def test_there():
    assert pytest.importorskip("math").floor(1.5) == 1


def test_absent():
    pytest.importorskip("a_module_that_is_absent", reason="absent")
