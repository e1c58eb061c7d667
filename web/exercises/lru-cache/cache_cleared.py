"""Counts the last digits of factorials with a number added at each step.

An instance of `Algorithms` has one such number. The results are cached,
because each is computed from its predecessor. The cache of the class is cleared
regularly: no instance requests the results of another.
"""

import functools
from collections import Counter


class Algorithms:
    def __init__(self, inc):
        self.inc = inc

    @functools.cache  # pylint: disable=W1518
    def factorial_plus(self, n):
        return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc


def generate_factorial_plus_last_digit(plus_range, factorial_range):
    for inc in range(plus_range):
        A = Algorithms(inc)
        for n in range(factorial_range):
            yield A.factorial_plus(n) % 10
        if (inc + 1) % 10 == 0:
            Algorithms.factorial_plus.cache_clear()


# DO NOT CHANGE
def compare_counts_different_factorials():
    for size in (500, 1000):
        counts = Counter(generate_factorial_plus_last_digit(size, size))
        print(counts.most_common())


if __name__ == "__main__":
    compare_counts_different_factorials()
# END DO NOT CHANGE
