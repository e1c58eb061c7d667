"""Facts about functions. They are read from the code: `inspect` would be a large import."""

_HAS_ARGS = 0x04
_IS_GENERATOR = 0x20
_IS_COROUTINE = 0x80 | 0x200


def plain(function):
    """The function below decorators, partial applications and bound methods."""
    while True:
        if hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif hasattr(function, "__func__"):
            function = function.__func__
        elif hasattr(function, "func") and hasattr(function, "keywords"):
            function = function.func
        else:
            return function


def is_function(value):
    """True if there is a function of Python below the value."""
    return hasattr(plain(value), "__code__")


def is_generator(function):
    """True for a function with `yield`."""
    function = _without_partial(function)
    return _has_flag(function, _IS_GENERATOR)


def is_coroutine(function):
    """True for a function with `async`."""
    return _has_flag(_without_partial(function), _IS_COROUTINE)


def _without_partial(function):
    function = getattr(function, "__func__", function)
    while hasattr(function, "func") and hasattr(function, "keywords"):
        function = function.func
    return getattr(function, "__func__", function)


def _has_flag(function, flag):
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & flag)


def parameters(function):
    """The names of the parameters that can be given by name, each with True if it has a default."""
    given, named = 0, set()
    while True:
        if hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif hasattr(function, "__func__"):
            function = function.__func__
        elif hasattr(function, "func") and hasattr(function, "keywords"):
            given += len(function.args)
            named |= set(function.keywords)
            function = function.func
        else:
            break
    code = getattr(function, "__code__", None)
    if code is None:
        return {}
    count = code.co_argcount
    names = code.co_varnames[: count + code.co_kwonlyargcount]
    defaults = set(names[count - len(function.__defaults__ or ()) : count])
    defaults |= set(function.__kwdefaults__ or ()) | named
    positional_only = code.co_posonlyargcount
    return {
        name: name in defaults
        for index, name in enumerate(names)
        if index >= max(given, positional_only)
    }


def wanted(function, is_method):
    """The names of the parameters without a default, of a method without the instance."""
    names = [name for name, has_default in parameters(function).items() if not has_default]
    return names[1:] if is_method else names


def place(function):
    """The file and the line of a function."""
    code = getattr(plain(function), "__code__", None)
    return "?" if code is None else f"{code.co_filename}:{code.co_firstlineno}"
