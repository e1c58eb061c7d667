import functools
import operator

import pytest

from lru_cache import (
    Algorithms,
    compare_counts_different_factorials,
    generate_factorial_plus_last_digit,
)


@pytest.mark.limit_memory("200 MB")
def test_memory_of_the_comparison():
    compare_counts_different_factorials()


def test_inc_0_gives_the_factorials():
    algorithms = Algorithms(0)
    for n in (0, 1, 2, 5, 10, 20, 100, 300):
        factorial = functools.reduce(operator.mul, range(1, n + 1), 1)
        assert algorithms.factorial_plus(n) == factorial


def test_inc_5_is_added_at_every_step():
    algorithms = Algorithms(5)
    assert algorithms.factorial_plus(3) == 56
    assert algorithms.factorial_plus(4) == 229


def test_last_digits_of_one_instance():
    digits = list(generate_factorial_plus_last_digit(1, 6))
    assert digits == [1, 1, 2, 6, 4, 0]


def test_last_digits_of_first_results():
    digits = list(generate_factorial_plus_last_digit(5, 1))
    assert digits == [1, 2, 3, 4, 5]


def test_last_digits_of_several_instances():
    digits = list(generate_factorial_plus_last_digit(3, 5))
    assert digits == [1, 1, 2, 6, 4, 2, 2, 5, 6, 5, 3, 3, 8, 6, 6]
