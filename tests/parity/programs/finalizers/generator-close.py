"""Generators that are closed run their `finally`, also at the end."""


def numbers(name):
    try:
        yield 1
        yield 2
    finally:
        print("closed", name)


def bad():
    try:
        yield 1
    finally:
        1 / 0


generator = numbers("early")
next(generator)
del generator
generator = bad()
next(generator)
del generator
left = numbers("late")
next(left)
print("last line")
