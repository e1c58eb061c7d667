"""Set-up and tear-down by the names of functions."""
CALLS = []


def setup_module(module):
    CALLS.append("module")
    module.READY = True


def teardown_module():
    CALLS.clear()


def setup_function(function):
    CALLS.append(function.__name__)


def teardown_function():
    CALLS.append("end")


def test_function():
    assert READY
    assert CALLS[0] == "module"
    assert CALLS[-1] == "test_function"


class TestMethods:
    @classmethod
    def setup_class(cls):
        cls.shared = ["class"]

    @classmethod
    def teardown_class(cls):
        del cls.shared

    def setup_method(self, method):
        self.name = method.__name__

    def teardown_method(self):
        assert self.name.startswith("test_")

    def test_one(self):
        assert self.shared == ["class"]
        assert self.name == "test_one"


class TestFailingSetUp:
    def setup_method(self):
        raise RuntimeError("set-up")

    def test_never(self):
        pass


class TestFailingTearDown:
    def teardown_method(self):
        raise RuntimeError("tear-down")

    def test_passes(self):
        pass


class TestUnittestNames:
    def setUp(self):
        self.value = 1

    def test_is_not_called(self):
        assert not hasattr(self, "value")
