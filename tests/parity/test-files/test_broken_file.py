"""A file that fails while it is read."""


def test_before():
    pass


1 / 0
