"""Fixtures that each test has."""
import pytest

CALLS = []


@pytest.fixture(autouse=True)
def z_last():
    CALLS.append("z")


@pytest.fixture(autouse=True)
def a_first():
    CALLS.clear()
    CALLS.append("a")


@pytest.fixture(autouse=True, scope="module")
def of_module():
    yield


@pytest.fixture
def asked():
    CALLS.append("asked")


def test_order(asked):
    assert CALLS == ["a", "z", "asked"]


class TestOfClass:
    @pytest.fixture(autouse=True)
    def around(self):
        self.value = 1
        CALLS.append("class")

    def test_has(self, asked):
        assert self.value == 1
        assert CALLS == ["a", "z", "class", "asked"]

    class TestInner:
        def test_has_too(self):
            assert CALLS == ["a", "z", "class"]


def test_outside():
    assert CALLS == ["a", "z"]
