"""The limits of memory of a test, in the format of pytest-memray."""

_UNITS = {unit: 1024**power for power, unit in enumerate(("B", "KB", "MB", "GB", "TB", "PB"))}

MARKS = ("limit_memory", "limit_leaks")


def parse_size(text):
    """Bytes of a size such as "200 MB", which is 200 * 1024**2."""
    start = 1 if text.startswith("+") else 0
    end = _end_of_digits(text, start)
    if text[end : end + 1] == ".":
        point = end
        end = _end_of_digits(text, point + 1)
        has_digits = end > point + 1
    else:
        has_digits = end > start
    rest = text[end:].lstrip()
    # Whatever follows the unit is not read.
    unit = next((unit for unit in (rest[:2].upper(), rest[:1].upper()) if unit in _UNITS), None)
    if not has_digits or unit is None:
        raise ValueError(f"Invalid memory size format: {text}")
    return float(text[start:end]) * _UNITS[unit]


def _end_of_digits(text, start):
    while text[start : start + 1].isdecimal():
        start += 1
    return start


def limits_of(marks):
    """The limits of a test by the names of its marks, in whole bytes.

    A test fails when it reaches its limit; of several limits of a kind the smallest counts.
    """
    limits = {}
    for mark in marks:
        if mark.name in MARKS:
            size = parse_size(_limit(mark, *mark.args, **mark.kwargs))
            # What reaches the limit reaches the next whole byte.
            size = int(size) + (size > int(size))
            limits[mark.name] = min(size, limits.get(mark.name, size))
    return limits


def _limit(mark, *args, **kwargs):
    """The text of a limit."""
    kwargs.pop("current_thread_only", None)
    if "filter_fn" in kwargs:
        raise NotImplementedError(
            f"{mark.name}(filter_fn=…) is not available in this playground: allocations are "
            "counted outside of the program"
        )
    names = {"limit_memory": "limit", "limit_leaks": "location_limit"}
    return _only(mark.name, names[mark.name], *args, **kwargs)


def _only(function, name, *args, **kwargs):
    if len(args) + len(kwargs) != 1 or set(kwargs) - {name}:
        raise TypeError(f"{function}() takes one argument: {name}, such as \"200 MB\"")
    return args[0] if args else kwargs[name]


def check_marks(marks):
    """Raises the error of a test with marks of both kinds."""
    if len({mark.name for mark in marks if mark.name in MARKS}) > 1:
        raise ValueError("Only one Memray marker can be applied to each test")
