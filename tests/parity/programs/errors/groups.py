"""Groups of exceptions, and notes."""
import traceback

error = ValueError("noted")
error.add_note("first note\nof two lines")
error.add_note("second")
print(error.__notes__)


def group():
    parts = [error, TypeError("kind")]
    try:
        raise KeyError("within")
    except KeyError as within:
        parts.append(within)
    raise ExceptionGroup("outer", [ExceptionGroup("inner", parts), OSError(2, "gone")])


try:
    group()
except* OSError as some:
    print(some.exceptions)
except* KeyError as some:
    traceback.print_exc()
