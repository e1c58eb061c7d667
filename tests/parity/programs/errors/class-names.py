"""Classes of exceptions are named with their modules."""
import json
import statistics
import traceback


class Trouble(Exception):
    class Inner(ValueError):
        pass


def local():
    class Hidden(Exception):
        def __str__(self):
            return "seen"

    raise Hidden


def broken():
    class Broken(Exception):
        def __str__(self):
            raise TypeError

    raise Broken


class Odd(Exception):
    __module__ = "elsewhere.part"


def throw(error):
    raise error


for case in (
    lambda: json.loads("?"),
    lambda: statistics.mean([]),
    lambda: throw(Trouble("own")),
    lambda: throw(Trouble.Inner()),
    local,
    broken,
    lambda: throw(Odd("two words")),
    lambda: throw(KeyError("quoted")),
    lambda: throw(OSError(2, "No such file or directory", "there")),
):
    try:
        case()
    except Exception:
        print(traceback.format_exc().splitlines()[-1])
raise Odd("at the end")
