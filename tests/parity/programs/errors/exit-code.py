"""Exits that are caught, and one that ends the program."""
import sys

for code in (0, 3, "text", (1, 2)):
    try:
        sys.exit(code)
    except SystemExit as error:
        print(repr(error), repr(error.code))
try:
    raise KeyboardInterrupt
except BaseException as error:
    print(type(error).__mro__[1].__name__)
raise SystemExit(7)
