"""The program's own hook for errors that nothing can catch."""
import sys


def hook(unraisable):
    print(
        unraisable.exc_type.__name__,
        unraisable.exc_value,
        unraisable.err_msg,
        unraisable.object.__qualname__,
        unraisable.exc_traceback.tb_lineno,
    )


class Bad:
    def __del__(self):
        raise ValueError("hooked")


sys.unraisablehook = hook
Bad()
sys.unraisablehook = sys.__unraisablehook__
Bad()
print("last line")
