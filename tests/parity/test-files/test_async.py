"""Coroutines are not run."""
import pytest


async def test_async():
    assert True


async def test_async_that_would_fail():
    assert False


@pytest.mark.xfail(reason="no plugin")
async def test_expected():
    pass


@pytest.mark.skip(reason="no plugin")
async def test_skipped():
    pass


class TestMethods:
    async def test_method(self):
        pass


@pytest.mark.limit_memory("1 MB")
async def test_limited():
    pass


def test_plain():
    pass
