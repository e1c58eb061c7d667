"""Fixtures with an end."""
import pytest

ENDED = []


@pytest.fixture
def opened():
    ENDED.clear()
    yield "opened"
    ENDED.append("opened")


@pytest.fixture
def inner(opened):
    yield f"{opened} inner"
    ENDED.append("inner")


def test_value(inner):
    assert inner == "opened inner"
    assert ENDED == []


@pytest.fixture
def fails_at_end():
    yield
    raise RuntimeError("at the end")


def test_passes_and_fails_at_end(fails_at_end):
    pass


def test_fails_and_fails_at_end(fails_at_end):
    assert False


def test_skips_and_fails_at_end(fails_at_end):
    pytest.skip("skipped")


@pytest.mark.xfail(reason="expected")
def test_expected_and_fails_at_end(fails_at_end):
    pass


@pytest.fixture
def yields_twice():
    yield 1
    yield 2


def test_yields_twice(yields_twice):
    assert yields_twice == 1


@pytest.fixture
def yields_never():
    if False:
        yield


def test_yields_never(yields_never):
    pass


@pytest.fixture
def order():
    calls = []
    yield calls
    assert calls == ["b", "a", "request"]


@pytest.fixture
def a(order, request):
    request.addfinalizer(lambda: order.append("request"))
    yield
    order.append("a")


@pytest.fixture
def b(order):
    yield
    order.append("b")


def test_order_of_ends(a, b):
    pass


def test_end_of_test(request, order):
    request.addfinalizer(lambda: order.extend(["b", "a", "request"]))


@pytest.fixture
def survives_error(order):
    yield
    order.extend(["b", "a", "request"])


def test_ends_after_failure(survives_error):
    assert False
