"""A wrong parametrize: the file is not collected."""
import pytest


@pytest.mark.parametrize("a", [1])
@pytest.mark.parametrize("a", [2])
def test_one(a):
    pass
