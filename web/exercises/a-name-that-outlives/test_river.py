import pytest

from river import mean_level, read_gauge, river_levels

LEVELS = {
    "source": 2595,
    "ford": 2300,
    "mill": 1999,
    "bridge": 1696,
    "weir": 1389,
    "mouth": 1078,
}


@pytest.mark.limit_memory("32 MB")
def test_memory_of_the_levels():
    river_levels()


def test_every_gauge_has_its_level():
    assert river_levels() == LEVELS


def test_a_gauge_is_read_in_order():
    rows = read_gauge(1, 3)
    assert rows == [
        (1_000_000, 2_331, "reading 0"),
        (1_000_001, 2_332, "reading 1"),
        (1_000_002, 2_335, "reading 2"),
    ]


def test_the_mean_of_a_gauge_is_of_its_levels():
    assert mean_level([(0, 10, "a"), (1, 20, "b"), (2, 31, "c")]) == 20
