"""Changes that are undone."""
import math
import os

import pytest


class Target:
    value = 1

    def method(self):
        return self.value


TABLE = {"a": 1}


@pytest.fixture
def checked():
    yield
    assert Target.value == 1
    assert TABLE == {"a": 1}
    assert math.pi > 3.1
    assert "HIGHWATER_OF_TEST" not in os.environ
    assert Target().method() == 1


def test_setattr(checked, monkeypatch):
    monkeypatch.setattr(Target, "value", 2)
    monkeypatch.setattr(Target, "value", 3)
    assert Target().method() == 3


def test_by_path(checked, monkeypatch):
    monkeypatch.setattr("math.pi", 3)
    assert math.pi == 3


def test_method(checked, monkeypatch):
    monkeypatch.setattr(Target, "method", lambda self: "replaced")
    assert Target().method() == "replaced"


def test_delattr(checked, monkeypatch):
    monkeypatch.delattr(Target, "value")
    assert not hasattr(Target, "value")
    with pytest.raises(AttributeError):
        monkeypatch.delattr(Target, "absent")
    monkeypatch.delattr(Target, "absent", raising=False)


def test_items(checked, monkeypatch):
    monkeypatch.setitem(TABLE, "a", 2)
    monkeypatch.setitem(TABLE, "b", 3)
    assert TABLE == {"a": 2, "b": 3}
    monkeypatch.delitem(TABLE, "a")
    assert TABLE == {"b": 3}
    with pytest.raises(KeyError):
        monkeypatch.delitem(TABLE, "absent")


def test_environment(checked, monkeypatch):
    monkeypatch.setenv("HIGHWATER_OF_TEST", "1")
    assert os.environ["HIGHWATER_OF_TEST"] == "1"
    monkeypatch.setenv("HIGHWATER_OF_TEST", "0", prepend=":")
    assert os.environ["HIGHWATER_OF_TEST"] == "0:1"
    monkeypatch.delenv("HIGHWATER_OF_TEST")
    monkeypatch.delenv("HIGHWATER_OF_TEST", raising=False)


def test_absent(monkeypatch):
    monkeypatch.setattr(Target, "absent", 1)


def test_absent_allowed(checked, monkeypatch):
    monkeypatch.setattr(Target, "absent", 1, raising=False)
    assert Target.absent == 1


def test_undo(checked, monkeypatch):
    monkeypatch.setattr(Target, "value", 2)
    monkeypatch.undo()
    assert Target.value == 1


def test_context(checked, monkeypatch):
    with monkeypatch.context() as changes:
        changes.setattr(Target, "value", 2)
        assert Target.value == 2
    assert Target.value == 1


def test_class_of_its_own(checked):
    with pytest.MonkeyPatch.context() as changes:
        changes.setattr(Target, "value", 2)
    assert Target.value == 1
