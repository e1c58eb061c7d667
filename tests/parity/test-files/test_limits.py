"""Limits of the peak in the format of pytest-memray."""
import pytest


@pytest.mark.limit_memory("24 MB")
def test_one_after_another():
    first = b"X" * 20_000_000
    del first
    second = b"Y" * 20_000_000
    del second


@pytest.mark.limit_memory("24 MB")
def test_both_at_once():
    first = b"X" * 20_000_000
    second = b"Y" * 20_000_000
    assert len(first) == len(second)


@pytest.mark.limit_memory("24MB")
def test_without_space():
    assert len(bytearray(50_000)) == 50_000


@pytest.mark.limit_memory("24mb")
def test_small_letters():
    assert len(bytearray(50_000)) == 50_000


@pytest.mark.limit_memory("0.1 MB")
def test_fraction():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory(".5 MB")
def test_fraction_without_zero():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory("+100KB and more words")
def test_words_after_it():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory("100000 B")
def test_bytes():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory("0.001 GB", current_thread_only=True)
def test_gigabytes():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory(limit="100 KB")
def test_by_name():
    assert len(bytearray(200_000)) == 200_000


@pytest.mark.limit_memory("100 KB")
@pytest.mark.parametrize("size", [10_000, 200_000])
def test_sizes(size):
    assert len(bytes(size)) == size


@pytest.fixture
def large():
    return bytearray(1_000_000)


@pytest.mark.limit_memory("100 KB")
def test_fixtures_are_not_counted(large):
    assert len(large) == 1_000_000


@pytest.fixture
def large_at_end():
    yield
    assert len(bytearray(1_000_000)) == 1_000_000


@pytest.mark.limit_memory("100 KB")
def test_ends_of_fixtures_are_not_counted(large_at_end):
    pass


@pytest.mark.limit_memory("100 KB")
def test_failure_is_that_of_the_test():
    bytearray(1_000_000)
    assert False


@pytest.mark.limit_memory("100 KB")
def test_skipped():
    bytearray(1_000_000)
    pytest.skip("before it is judged")


@pytest.mark.xfail(reason="too large")
@pytest.mark.limit_memory("100 KB")
def test_expected_failure_does_not_cover_limits():
    assert len(bytearray(1_000_000)) == 1_000_000


@pytest.mark.xfail(reason="wrong")
@pytest.mark.limit_memory("100 KB")
def test_expected_failure():
    bytearray(1_000_000)
    assert False


@pytest.mark.limit_memory("100 KB")
class TestOfClass:
    def test_small(self):
        pass

    def test_large(self):
        assert len(bytearray(200_000)) == 200_000

    @pytest.mark.limit_memory("10 MB")
    def test_smaller_limit_of_class(self):
        assert len(bytearray(200_000)) == 200_000
