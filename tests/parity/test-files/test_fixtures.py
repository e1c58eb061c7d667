"""Fixtures and the fixtures that they use."""
import pytest


@pytest.fixture
def number():
    return 5


@pytest.fixture()
def doubled(number):
    return number * 2


@pytest.fixture(name="renamed")
def _original():
    return "renamed"


@pytest.fixture
def numbers():
    return []


@pytest.fixture
def filled(numbers):
    numbers.append(1)
    return numbers


def test_value(number):
    assert number == 5


def test_of_fixture(doubled, number):
    assert doubled == 2 * number


def test_name(renamed):
    assert renamed == "renamed"


def test_original_name(_original):
    pass


def test_shared_within_a_test(filled, numbers):
    assert filled is numbers
    assert numbers == [1]


def test_new_for_each_test(numbers):
    assert numbers == []


def test_named_only(*, number):
    assert number == 5


def test_unknown(absent):
    pass


@pytest.fixture
def wants_absent(absent):
    return absent


def test_unknown_below(wants_absent):
    pass


def test_called():
    number()


@pytest.fixture
def broken():
    raise RuntimeError("no fixture")


def test_broken(broken):
    pass


@pytest.fixture
def asserts():
    assert False


def test_asserts(asserts):
    pass


@pytest.fixture
def skips():
    pytest.skip("by the fixture")


def test_skips(skips):
    raise AssertionError


@pytest.fixture
def first(second):
    return 1


@pytest.fixture
def second(first):
    return 2


def test_circle(first):
    pass


class TestFixturesOfClass:
    @pytest.fixture
    def number(self, number):
        self.was_here = True
        return number + 1

    def test_replaces(self, number):
        assert number == 6
        assert self.was_here

    def test_below(self, doubled):
        assert doubled == 12


def test_not_of_class(number):
    assert number == 5


@pytest.mark.usefixtures("broken")
def test_uses_broken():
    pass


@pytest.mark.usefixtures("numbers", "number")
def test_uses():
    pass
