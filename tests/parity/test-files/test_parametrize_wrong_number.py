"""A wrong parametrize: the file is not collected."""
import pytest


@pytest.mark.parametrize("a, b", [(1, 2), (3,)])
def test_one(a, b):
    pass
