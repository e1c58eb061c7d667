"""A wrong parametrize: the file is not collected."""
import pytest


@pytest.mark.parametrize("a", [1])
def test_one(a=1):
    pass
