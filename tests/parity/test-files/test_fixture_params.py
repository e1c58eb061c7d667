"""Fixtures with parameters."""
import pytest


@pytest.fixture(params=[1, 2])
def number(request):
    return request.param


@pytest.fixture(params=["a", pytest.param("b", id="B"), pytest.param("c", marks=pytest.mark.skip(reason="c"))])
def letter(request):
    return request.param


@pytest.fixture(params=[0, 1], ids=["off", "on"])
def switch(request):
    return bool(request.param)


@pytest.fixture(params=[3, 4], ids=lambda value: f"v{value}")
def named(request):
    return request.param


def test_number(number):
    assert number == 1


def test_both(number, letter):
    assert letter in "ab"


def test_both_in_other_order(letter, number):
    pass


@pytest.mark.parametrize("extra", ["x", "y"])
def test_with_marks(number, extra):
    pass


def test_switch(switch, named):
    assert isinstance(switch, bool)


@pytest.fixture
def doubled(number):
    return number * 2


def test_below(doubled):
    assert doubled in (2, 4)


@pytest.mark.parametrize("number", [7, 8])
def test_replaced(number, doubled):
    assert doubled == 2 * number


@pytest.mark.parametrize("number", [7, 8], indirect=True)
def test_given(number):
    assert number in (7, 8)


@pytest.mark.parametrize("number, other", [(7, 1)], indirect=["number"])
def test_given_one(number, other):
    assert (number, other) == (7, 1)


@pytest.fixture(params=[])
def none(request):
    return request.param


def test_none(none):
    raise AssertionError


@pytest.fixture
def without(request):
    return request.param


def test_without_param(without):
    pass


@pytest.fixture
def optional(request):
    return getattr(request, "param", "default")


def test_optional(optional):
    assert optional == "default"


class TestReplaces:
    @pytest.fixture
    def number(self, number):
        return number * 10

    def test_ten(self, number):
        assert number in (10, 20)
