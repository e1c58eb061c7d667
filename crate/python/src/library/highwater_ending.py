"""The end of a program: the release of its modules, and of all that it created.

What this module allocates is not the program's; what finalizers allocate is.
"""

import builtins
import gc
import sys

from _weakref import ref as _ref

from highwater import program_modules as _program_modules

# The builtins before the program, which its end restores.
_BUILTINS = dict(vars(builtins))


def release_names():
    """Releases the program's modules as CPython releases modules at its end."""
    if gc.isenabled():
        gc.collect()
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        if hasattr(sys, name):
            setattr(sys, name, None)
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    module_type = type(sys)
    others = [name for name in sys.modules if not isinstance(sys.modules[name], module_type)]
    names = _program_modules()
    left = []
    for name in dict.fromkeys(names + others):
        if isinstance(sys.modules[name], module_type):
            left.append(_ref(sys.modules[name]))
        sys.modules[name] = None
    for name in names + others:
        sys.modules.pop(name, None)
    for name in [name for name in vars(builtins) if name not in _BUILTINS]:
        del vars(builtins)[name]
    vars(builtins).update(_BUILTINS)
    gc.collect()
    # Those that something outside the program's modules still has.
    for reference in reversed(left):
        module = reference()
        if module is not None:
            _clear(vars(module))
        module = None
    gc.collect()


def _clear(names):
    """Sets a module's names to None: first those with one underscore at the start."""
    for name in list(names):
        if isinstance(name, str) and name[:1] == "_" and name[1:2] != "_":
            names[name] = None
    for name in list(names):
        if isinstance(name, str) and name != "__builtins__":
            names[name] = None


def release():
    """Releases everything that the program created and could still reach."""
    for name in _program_modules():
        module = sys.modules.pop(name)
        if module is not None:
            vars(module).clear()
    gc.collect()
