"""An exit with a message, which is an error."""
import sys


def leave():
    try:
        sys.exit("no more")
    finally:
        print("finally")


print("before")
leave()
