"""Scopes: their order, and who may ask for whom."""
import pytest

MADE = []


@pytest.fixture
def of_function():
    MADE.append("function")


@pytest.fixture(scope="class")
def of_class():
    MADE.append("class")


@pytest.fixture(scope="module")
def of_module():
    MADE.append("module")


@pytest.fixture(scope="package")
def of_package():
    MADE.append("package")


@pytest.fixture(scope="session")
def of_session():
    MADE.append("session")
    yield
    MADE.clear()


def test_widest_first(of_function, of_class, of_module, of_package, of_session):
    assert MADE[-5:] == ["session", "package", "module", "class", "function"]


@pytest.fixture(scope="module")
def module_wants_function(of_function):
    pass


def test_mismatch(module_wants_function):
    pass


@pytest.fixture(scope="session")
def session_wants_value(request):
    return request.getfixturevalue("of_function")


def test_mismatch_by_request(session_wants_value):
    pass


@pytest.fixture(scope="module")
def module_wants_session(of_session):
    return 1


def test_wider(module_wants_session):
    assert module_wants_session == 1


@pytest.fixture(scope="module")
def module_wants_monkeypatch(monkeypatch):
    pass


def test_mismatch_with_builtin(module_wants_monkeypatch):
    pass


class TestOfClass:
    @pytest.fixture(scope="class")
    def own(self):
        return [1]

    def test_one(self, own, of_class):
        assert own == [1]
