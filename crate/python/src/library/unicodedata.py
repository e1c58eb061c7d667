"""The part of `unicodedata` needed by `traceback`, for carets below wide characters."""

# The blocks of Unicode characters that take two columns, by their first and last code points.
_WIDE = ((0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F))
_WIDE += ((0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD))


def east_asian_width(character, /):
    point = ord(character)
    return "W" if any(first <= point <= last for first, last in _WIDE) else "N"
