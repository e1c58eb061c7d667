"""Expected failures."""
import pytest


@pytest.mark.xfail
def test_bare():
    assert False


@pytest.mark.xfail(reason="known")
def test_reason():
    assert False


@pytest.mark.xfail(reason="mended")
def test_passes():
    pass


@pytest.mark.xfail(reason="mended", strict=True)
def test_passes_strictly():
    pass


@pytest.mark.xfail(raises=ValueError, reason="class")
def test_right_class():
    raise ValueError


@pytest.mark.xfail(raises=ValueError, reason="class")
def test_wrong_class():
    raise KeyError


@pytest.mark.xfail(raises=(ValueError, KeyError))
def test_one_of_two():
    raise KeyError


@pytest.mark.xfail(run=False, reason="hangs")
def test_not_run():
    while True:
        pass


@pytest.mark.xfail(False, reason="does not hold")
def test_condition_false():
    pass


@pytest.mark.xfail(True, reason="holds")
def test_condition_true():
    assert False


@pytest.mark.xfail("1 < 2")
def test_condition_as_text():
    assert False


@pytest.fixture
def broken():
    raise RuntimeError("broken")


@pytest.mark.xfail(reason="the fixture")
def test_of_broken_fixture(broken):
    pass


@pytest.mark.xfail(reason="skips")
def test_skips():
    pytest.skip("really")


@pytest.mark.xfail(reason="by hand too")
def test_xfails():
    pytest.xfail("by hand")


def test_added(request):
    request.node.add_marker(pytest.mark.xfail(reason="added"))
    assert False
