"""Frames, their callers and their variables."""
import inspect
import sys


def inner(value):
    frame = inspect.currentframe()
    print(frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_lineno, sorted(frame.f_locals))
    info = inspect.getframeinfo(frame)
    print(info.function, info.lineno, info.code_context, info.index)
    print(inspect.getargvalues(frame).args, [each.function for each in inspect.stack()])
    return sys._getframe(1).f_lineno


def outer():
    value = 3
    return inner(value)


print(outer())
try:
    1 / 0
except ZeroDivisionError as error:
    print([each.code_context for each in inspect.getinnerframes(error.__traceback__)])
