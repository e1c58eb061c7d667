"""Fixtures of conftest.py."""
import pytest


@pytest.fixture
def replaced(replaced):
    return replaced + 1


def test_shared(shared):
    assert shared == "shared"


def test_replaced(replaced):
    assert replaced == 2
