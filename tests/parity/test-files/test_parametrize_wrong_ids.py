"""A wrong parametrize: the file is not collected."""
import pytest


@pytest.mark.parametrize("a", [1, 2], ids=["one"])
def test_one(a):
    pass
