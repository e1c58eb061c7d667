"""Counts the last digits of factorials with a number added at each step.

An instance of `Algorithms` has one such number. The results are cached,
because each is computed from its predecessor. Each instance has a cache of its
own, with a weak reference to the instance.
"""

import functools
import weakref
from collections import Counter


class Algorithms:
    def __init__(self, inc):
        self.inc = inc
        weak_self = weakref.proxy(self)
        self.factorial_plus = functools.cache(
            lambda n: Algorithms._factorial_plus(weak_self, n)
        )

    def _factorial_plus(self, n):
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
