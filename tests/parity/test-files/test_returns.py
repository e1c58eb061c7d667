"""What a test returns does not matter."""


def test_returns_none():
    return None


def test_returns_a_value():
    return 1 == 2


def test_returns_generator():
    return (x for x in range(3))


def test_uses_generator():
    assert sum(x for x in range(3)) == 3
