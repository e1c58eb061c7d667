"""The fixture request."""
import pytest


@pytest.fixture
def value():
    return 5


@pytest.fixture
def about(request):
    return request.fixturename, request.node.name, request.function.__name__


def test_getfixturevalue(request):
    assert request.getfixturevalue("value") == 5


def test_unknown(request):
    request.getfixturevalue("absent")


def test_about(about):
    assert about == ("about", "test_about", "test_about")


def test_names(request, value):
    assert "value" in request.fixturenames


class TestOfClass:
    x = 1

    def test_class(self, request):
        assert request.cls is TestOfClass
        assert request.instance is self
        assert request.cls.x == 1


@pytest.mark.parametrize("n", [1])
def test_node(request, n):
    assert request.node.name == "test_node[1]"
    assert request.node.nodeid.endswith("::test_node[1]")
    assert request.node.originalname == "test_node"


@pytest.mark.parametrize("text", ["a::b"])
def test_colons(request, text):
    assert request.node.name == "test_colons[a::b]"


@pytest.fixture(scope="module")
def module_asks(request):
    with pytest.raises(AttributeError):
        request.function
    return request.module.__name__


def test_module(module_asks):
    assert module_asks == "test_request"
