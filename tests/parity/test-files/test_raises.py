"""pytest.raises in all its forms."""
import re

import pytest


class OwnError(Exception):
    pass


def test_context():
    with pytest.raises(ZeroDivisionError):
        1 / 0


def test_not_raised():
    with pytest.raises(ValueError):
        pass


def test_none_of_two_raised():
    with pytest.raises((ValueError, KeyError)):
        pass


def test_another_raised():
    with pytest.raises(ValueError):
        raise KeyError("other")


def test_info():
    with pytest.raises(ZeroDivisionError) as info:
        1 / 0
    assert info.type is ZeroDivisionError
    assert "division" in str(info.value)
    assert info.typename == "ZeroDivisionError"
    assert info.tb is info.value.__traceback__
    assert info.traceback[-1].name == "test_info"
    assert str(info.traceback[-1].path).endswith("test_raises.py")
    assert info.errisinstance(ArithmeticError)


def test_info_too_early():
    with pytest.raises(ValueError) as info:
        with pytest.raises(AssertionError):
            info.value
        raise ValueError


def test_tuple():
    with pytest.raises((KeyError, IndexError)) as info:
        [][1]
    assert info.type is IndexError


def test_subclass():
    with pytest.raises(LookupError):
        {}["a"]


def test_call():
    info = pytest.raises(KeyError, {}.__getitem__, "a")
    assert info.value.args == ("a",)


def test_call_with_names():
    def fails(a, *, b):
        raise OwnError(a, b)

    info = pytest.raises(OwnError, fails, 1, b=2)
    assert info.value.args == (1, 2)


def test_call_that_does_not_raise():
    pytest.raises(KeyError, dict, a=1)


def test_call_of_no_function():
    with pytest.raises(TypeError, match="must be callable"):
        pytest.raises(KeyError, 5)


def test_match():
    with pytest.raises(ValueError, match=r"must be \d+$"):
        raise ValueError("it must be 10")


def test_match_is_a_search():
    with pytest.raises(ValueError, match="must"):
        raise ValueError("it must be 10")


def test_match_fails():
    with pytest.raises(ValueError, match="^must"):
        raise ValueError("it must be 10")


def test_match_fails_with_words():
    with pytest.raises(AssertionError) as info:
        with pytest.raises(ValueError, match="a.c"):
            raise ValueError("xyz")
    assert str(info.value) == "Regex pattern did not match.\n Regex: 'a.c'\n Input: 'xyz'"


def test_match_wants_escape():
    with pytest.raises(AssertionError, match="Did you mean to `re.escape"):
        with pytest.raises(ValueError, match="f(x)"):
            raise ValueError("f(x)")


def test_match_of_pattern():
    with pytest.raises(ValueError, match=re.compile("TEN", re.IGNORECASE)):
        raise ValueError("ten")


def test_match_of_another_class():
    with pytest.raises(ValueError, match="x"):
        raise KeyError("x")


def test_match_after():
    with pytest.raises(ValueError) as info:
        raise ValueError("it must be 10")
    assert info.match("10")
    info.match("eleven")


def test_wrong_pattern():
    with pytest.raises(ValueError, match="("):
        raise ValueError


def test_check():
    with pytest.raises(OSError, check=lambda error: error.errno == 2):
        raise OSError(2, "absent")


def test_check_fails():
    with pytest.raises(OSError, check=lambda error: error.errno == 3):
        raise OSError(2, "absent")


def test_no_class():
    with pytest.raises(match="any"):
        raise OwnError("any class")


def test_base_exceptions():
    with pytest.raises(SystemExit) as info:
        raise SystemExit(3)
    assert info.value.code == 3
    with pytest.raises(KeyboardInterrupt):
        raise KeyboardInterrupt


def test_wrong_arguments():
    with pytest.raises(TypeError, match="expected exception must be a BaseException type, not 'str'"):
        pytest.raises("ValueError")
    with pytest.raises(ValueError, match="expected exception must be a BaseException type, not 'int'"):
        pytest.raises(int)
    with pytest.raises(TypeError, match="an exception instance"):
        pytest.raises(ValueError("x"))
    with pytest.raises(ValueError, match="Expected an exception type or a tuple"):
        pytest.raises((), len, [])
    with pytest.raises(ValueError, match="You must specify at least one parameter to match on"):
        with pytest.raises(()):
            pass
    with pytest.raises(TypeError, match="Unexpected keyword arguments"):
        pytest.raises(ValueError, message="x")


def test_nested():
    with pytest.raises(OwnError):
        with pytest.raises(OwnError):
            raise OwnError("inner")
        raise OwnError("outer")


def test_notes_are_searched():
    with pytest.raises(ValueError, match="a note"):
        error = ValueError("message")
        error.add_note("a note")
        raise error


def test_exconly():
    with pytest.raises(ValueError) as info:
        raise ValueError("short")
    assert info.exconly() == "ValueError: short"
