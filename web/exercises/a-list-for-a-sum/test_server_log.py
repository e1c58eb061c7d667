import pytest

from server_log import bytes_sent, largest_answer, main


@pytest.mark.limit_memory("16 MB")
def test_memory_of_both_answers():
    main()


def test_only_successful_responses_are_added_up():
    # The first response is a 404, and so is every eleventh after it.
    assert bytes_sent(1) == 0
    assert bytes_sent(3) == 8_219 + 16_138
    assert bytes_sent(12) - bytes_sent(11) == 0


def test_the_sum_of_a_thousand():
    assert bytes_sent(1_000) == 27_481_845


def test_the_largest_answer_may_be_any():
    assert largest_answer(1) == 300
    assert largest_answer(9) == 55_733
