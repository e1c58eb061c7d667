"""A generator is no test, and its file is not collected."""


def test_yields():
    yield
    assert False


def test_plain():
    pass
