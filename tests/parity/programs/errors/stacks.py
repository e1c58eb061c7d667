"""Stacks of frames, without an error."""
import sys
import traceback


def inner():
    for frame in traceback.extract_stack():
        print(frame.lineno, frame.name, frame.line, len(frame), frame[3])
    traceback.print_stack()
    traceback.print_stack(limit=1, file=sys.stdout)
    print("".join(traceback.format_stack(limit=-2)).splitlines()[-1])
    return traceback.walk_stack(sys._getframe())


def outer():
    return [frame.f_code.co_name for frame, line in inner()]


print(outer())
try:
    {}["x"]
except KeyError as error:
    summary = traceback.extract_tb(error.__traceback__)
    print([(frame.lineno, frame.name, frame.line) for frame in summary])
    print(summary.format()[0].splitlines()[1:])
    print(traceback.TracebackException.from_exception(error))
