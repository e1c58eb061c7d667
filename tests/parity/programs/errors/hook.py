"""The program's own hook for uncaught errors."""
import sys
import traceback


def hook(kind, value, frames):
    print("hook:", kind.__name__, value, traceback.extract_tb(frames)[-1].name)
    sys.__excepthook__(kind, value, frames)


print(sys.excepthook is sys.__excepthook__)
sys.excepthook = hook


def fails():
    raise ValueError("reported")


fails()
