"""Causes, contexts, and contexts that are not shown."""
import sys
import traceback


def read(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError("no number") from error


def context():
    try:
        {}["a"]
    except KeyError:
        [].pop()


def hidden():
    try:
        {}["a"]
    except KeyError:
        raise LookupError("shown") from None


for function in (lambda: read("x"), context, hidden):
    try:
        function()
    except Exception as error:
        traceback.print_exc()
        traceback.print_exception(error, chain=False, file=sys.stdout)
        print(repr(error.__cause__), repr(error.__context__), error.__suppress_context__)
try:
    read("y")
finally:
    print("finally")
