"""Limits of what is left behind."""
import pytest

KEPT = []


@pytest.mark.limit_leaks("100 KB")
def test_frees():
    assert len(bytearray(1_000_000)) == 1_000_000


@pytest.mark.limit_leaks("100 KB")
def test_keeps():
    KEPT.append(bytearray(1_000_000))


@pytest.mark.limit_leaks("100 KB")
def test_keeps_less():
    KEPT.append(bytearray(50_000))


@pytest.mark.limit_leaks("100 KB")
def test_each_location_for_itself():
    KEPT.append(bytearray(60_000))
    KEPT.append(bytearray(60_000))


@pytest.mark.limit_leaks("100 KB")
def test_one_location_twice():
    for _ in range(2):
        KEPT.append(bytearray(60_000))


def keep():
    KEPT.append(bytearray(60_000))


@pytest.mark.limit_leaks("100 KB")
def test_callers_are_part_of_a_location():
    keep()
    keep()


@pytest.fixture
def kept_by_fixture():
    KEPT.append(bytearray(1_000_000))


@pytest.mark.limit_leaks("100 KB")
def test_fixtures_are_not_counted(kept_by_fixture):
    pass


@pytest.mark.limit_leaks(location_limit="100 KB")
def test_by_name():
    KEPT.append(bytearray(1_000_000))


@pytest.mark.limit_leaks("100 KB")
def test_failure_is_that_of_the_test():
    KEPT.append(bytearray(1_000_000))
    assert False
