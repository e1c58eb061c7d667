"""Functions that are tests, and others that are not."""
import functools


def test_passes():
    assert 1 + 1 == 2


def test_fails():
    assert 1 + 1 == 3


def test_raises():
    raise ValueError("on purpose")


def test_with_default(n=3):
    assert n == 3


def testing_is_a_test_too():
    pass


def helper_test():
    raise AssertionError


def test_is_not_collected():
    raise AssertionError


test_is_not_collected.__test__ = False

test_lambda = lambda: None
test_number = 5


def shared(value, expected=1):
    assert value == expected


test_partial = functools.partial(shared, 1)


def decorated(function):
    @functools.wraps(function)
    def inner():
        return function()

    return inner


@decorated
def test_decorated():
    assert True
