"""skip and skipif."""
import sys

import pytest


@pytest.mark.skip
def test_bare():
    raise AssertionError


@pytest.mark.skip("as a text")
def test_text():
    raise AssertionError


@pytest.mark.skip(reason="as a name")
def test_reason():
    raise AssertionError


@pytest.mark.skipif(True, reason="holds")
def test_if():
    raise AssertionError


@pytest.mark.skipif(False, reason="does not hold")
def test_if_not():
    pass


@pytest.mark.skipif("sys.version_info >= (3, 0)")
def test_condition_as_text():
    raise AssertionError


@pytest.mark.skipif("LIMIT > 3", reason="of the file")
def test_condition_of_the_file():
    raise AssertionError


@pytest.mark.skipif(sys.version_info < (3, 0), reason="old")
def test_version():
    pass


@pytest.mark.skipif(True)
def test_without_reason():
    pass


@pytest.mark.skipif("unknown_name > 1")
def test_condition_with_an_error():
    pass


@pytest.mark.skipif(False, reason="first")
@pytest.mark.skipif(True, reason="second")
def test_two():
    raise AssertionError


@pytest.mark.skip(reason="the class")
class TestSkipped:
    def test_in_class(self):
        raise AssertionError


LIMIT = 5
