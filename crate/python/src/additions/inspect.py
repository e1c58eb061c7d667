

# The program's own files, which are in no file system, and what depends on a disassembler.
_getsourcefile = getsourcefile


def getsourcefile(object):
    """The name of the file of an object, if its source can be found."""
    filename = getfile(object)
    return filename if filename in linecache.sources else _getsourcefile(object)


def _signature_strip_non_python_syntax(signature):
    """A signature without its mark of `self`, and the index of that parameter or None."""
    before, mark, _ = (signature or "").partition("$")
    return signature and signature.replace("$", "", 1), before.count(",") if mark else None


def getclosurevars(func):
    """The names outside a function that its code refers to, by where they are."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    code = func.__code__
    cells = zip(code.co_freevars, func.__closure__ or ())
    nonlocals = {name: cell.cell_contents for name, cell in cells}
    namespace = func.__globals__
    builtin_names = namespace.get("__builtins__", vars(builtins))
    if ismodule(builtin_names):
        builtin_names = vars(builtin_names)
    global_names, found, unbound = {}, {}, set()
    for name in code.co_names:
        if name in namespace:
            global_names[name] = namespace[name]
        elif name in builtin_names:
            found[name] = builtin_names[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_names, found, unbound)


_getdoc = getdoc


def getdoc(object):
    """The documentation of an object; of a builtin only its first sentence."""
    doc = _getdoc(object)
    if doc is None and getattr(object, "__module__", None) == "builtins":
        from _summaries import SUMMARIES

        doc = SUMMARIES.get(getattr(object, "__qualname__", None))
    return doc
