"""Tests that share parameters of a wide scope are run together."""
import pytest


@pytest.fixture(scope="session", params=["s1", "s2"])
def session(request):
    return request.param


@pytest.fixture(scope="module", params=["m1", "m2"])
def module(request):
    return request.param


@pytest.fixture(scope="module", params=["o1", "o2"])
def other(request):
    return request.param


@pytest.fixture(scope="class", params=["c1", "c2"])
def of_class(request):
    return request.param


@pytest.fixture(params=["f1", "f2"])
def function(request):
    return request.param


def test_before():
    pass


def test_module(module):
    pass


def test_both(module, function):
    pass


def test_other(other, module):
    pass


def test_between():
    pass


def test_session(session):
    pass


def test_session_and_module(module, session):
    pass


class TestOfClass:
    def test_one(self, of_class):
        pass

    def test_two(self, of_class, function):
        pass

    def test_three(self, of_class, module):
        pass


@pytest.mark.parametrize("x", [1, 2], scope="module")
@pytest.mark.parametrize("y", [1, 2])
def test_given_scope(x, y):
    pass


@pytest.mark.parametrize("module", ["m1", "m3"], indirect=True)
def test_indirect(module):
    pass


@pytest.mark.parametrize("x", ["a", "b"], scope="class")
class TestGivenScope:
    def test_one(self, x):
        pass

    def test_two(self, x):
        pass


def test_after(function):
    pass
