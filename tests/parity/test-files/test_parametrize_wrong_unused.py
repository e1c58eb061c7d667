"""A wrong parametrize: the file is not collected."""
import pytest


@pytest.mark.parametrize("absent", [1])
def test_one(a=1):
    pass
