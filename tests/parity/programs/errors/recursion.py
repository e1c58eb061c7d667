"""A long traceback is printed with a count of the repeated lines."""
import traceback


def down(n):
    if n == 0:
        raise ValueError("at the bottom")
    return down(n - 1)


try:
    down(50)
except ValueError:
    traceback.print_exc()


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n == 0 / n or even(n - 1)


try:
    even(9)
except ZeroDivisionError:
    lines = traceback.format_exc().splitlines()
    print(len(lines), lines[-1])
down(20)
