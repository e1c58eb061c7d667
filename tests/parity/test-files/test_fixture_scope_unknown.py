"""A scope that is none: the file is not collected."""
import pytest


@pytest.fixture(scope="test")
def wrong():
    pass


def test_one(wrong):
    pass
