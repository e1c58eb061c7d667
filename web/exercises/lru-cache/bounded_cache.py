"""Counts the last digits of factorials with a number added at each step.

An instance of `Algorithms` has one such number. The results are cached,
because each is computed from its predecessor. The cache of the class stores no
more results than one instance can request again.
"""

import functools
from collections import Counter


class Algorithms:
    def __init__(self, inc):
        self.inc = inc

    @functools.lru_cache(maxsize=1000)
    def factorial_plus(self, n):
        return n * self.factorial_plus(n - 1) + self.inc if n > 1 else 1 + self.inc


def generate_factorial_plus_last_digit(plus_range, factorial_range):
    for inc in range(plus_range):
        A = Algorithms(inc)
        for n in range(factorial_range):
            yield A.factorial_plus(n) % 10


# DO NOT CHANGE
def compare_counts_different_factorials():
    for size in (500, 1000):
        counts = Counter(generate_factorial_plus_last_digit(size, size))
        print(counts.most_common())


if __name__ == "__main__":
    compare_counts_different_factorials()
# END DO NOT CHANGE
