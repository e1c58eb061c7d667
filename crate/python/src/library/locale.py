"""The names of `locale` needed by other modules of the library; the only locale is "C"."""

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127


class Error(Exception):
    pass


def setlocale(category, locale=None):
    if locale in (None, "", "C", "POSIX") or tuple(locale) == (None, None):
        return "C"
    raise Error(f"unsupported locale setting: {locale!r}, only 'C' is available")


def getlocale(category=LC_CTYPE):
    return None, None


def localeconv():
    return {"decimal_point": ".", "thousands_sep": "", "grouping": []}
