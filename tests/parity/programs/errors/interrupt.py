"""An interruption is an error that no `except Exception` catches."""


def work():
    try:
        raise KeyboardInterrupt("stopped")
    except Exception:
        print("not here")


work()
