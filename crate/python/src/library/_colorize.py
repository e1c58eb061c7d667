"""The names of `_colorize` used by `traceback`, for output without colours."""


class _NoColours:
    def __getattr__(self, name):
        return ""


class _Theme:
    traceback = _NoColours()


def can_colorize(*, file=None):
    return False


def get_theme(*, tty_file=None, force_color=False, force_no_color=False):
    return _Theme
