"""Changes of attributes, items and the environment that are undone after a test."""

_ABSENT = object()


class MonkeyPatch:
    """Changes, and their former values."""

    def __init__(self):
        self._attributes = []
        self._items = []

    @classmethod
    def context(cls):
        """A context whose changes are undone at its end."""
        return _Context(cls())

    def setattr(self, target, name, value=_ABSENT, raising=True):
        """Sets an attribute; `setattr("module.name", value)` imports the module."""
        if value is _ABSENT:
            if not isinstance(target, str):
                raise TypeError(
                    "use setattr(target, name, value) or setattr(target, value) with target being "
                    "a dotted import string"
                )
            value = name
            target, name = _imported(target, raising)
        former = getattr(target, name, _ABSENT)
        if raising and former is _ABSENT:
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        if isinstance(target, type):
            # Not a method that is bound by looking it up.
            former = vars(target).get(name, _ABSENT)
        self._attributes.append((target, name, former))
        setattr(target, name, value)

    def delattr(self, target, name=_ABSENT, raising=True):
        """Deletes an attribute."""
        if name is _ABSENT:
            if not isinstance(target, str):
                raise TypeError(
                    "use delattr(target, name) or delattr(target) with target being a dotted "
                    "import string"
                )
            target, name = _imported(target, raising)
        if not hasattr(target, name):
            if raising:
                raise AttributeError(name)
            return
        former = getattr(target, name, _ABSENT)
        if isinstance(target, type):
            former = vars(target).get(name, _ABSENT)
        self._attributes.append((target, name, former))
        delattr(target, name)

    def setitem(self, dic, name, value):
        """Sets an item of a mapping."""
        self._items.append((dic, name, dic.get(name, _ABSENT)))
        dic[name] = value

    def delitem(self, dic, name, raising=True):
        """Deletes an item of a mapping."""
        if name not in dic:
            if raising:
                raise KeyError(name)
            return
        self._items.append((dic, name, dic[name]))
        del dic[name]

    def setenv(self, name, value, prepend=None):
        """Sets a variable of the environment."""
        import os

        value = str(value)
        if prepend and name in os.environ:
            value += prepend + os.environ[name]
        self.setitem(os.environ, name, value)

    def delenv(self, name, raising=True):
        """Deletes a variable of the environment."""
        import os

        self.delitem(os.environ, name, raising=raising)

    def syspath_prepend(self, path):
        """Not available: there are no folders."""
        raise _no_folders("syspath_prepend")

    def chdir(self, path):
        """Not available: there are no folders."""
        raise _no_folders("chdir")

    def undo(self):
        """Undoes all changes, the last one first."""
        for target, name, former in reversed(self._attributes):
            if former is not _ABSENT:
                setattr(target, name, former)
            else:
                delattr(target, name)
        self._attributes.clear()
        for dic, name, former in reversed(self._items):
            if former is not _ABSENT:
                dic[name] = former
            else:
                dic.pop(name, None)
        self._items.clear()


class _Context:
    def __init__(self, changes):
        self._changes = changes

    def __enter__(self):
        return self._changes

    def __exit__(self, *exception):
        self._changes.undo()


def _no_folders(name):
    return NotImplementedError(
        f"monkeypatch.{name} is not available in this playground: a program here has no folders"
    )


def _imported(path, raising):
    """The object that a dotted path has before its last name, and that name."""
    import sys

    if "." not in path:
        raise TypeError(f"must be absolute import path string, not {path!r}")
    before, name = path.rsplit(".", 1)
    parts = before.split(".")
    loaded = parts.pop(0)
    found = __import__(loaded)
    for part in parts:
        loaded += f".{part}"
        if not hasattr(found, part):
            __import__(loaded)
            found = sys.modules[loaded]
        else:
            found = getattr(found, part)
    if raising and not hasattr(found, name):
        kind = type(found).__name__
        raise AttributeError(f"{kind!r} object at {before} has no attribute {name!r}")
    return found, name
