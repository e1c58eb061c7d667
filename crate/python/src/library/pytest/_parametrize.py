"""The sets of parameters of a test."""

import sys

from ._fixtures import SCOPES
from ._functions import parameters
from ._marks import ParameterSet
from ._outcomes import Failed


class Call:
    """The parameters of one run of a test."""

    def __init__(self):
        self.ids = []
        self.direct = {}
        self.direct_scopes = {}
        self.indirect = {}
        # The scope of each parameter, and the index of its set.
        self.indices = {}
        self.marks = []

    def extended(self, names, values, id, marks, indirect, scope, index):
        """The same with the values of one more set."""
        call = Call()
        call.ids = [*self.ids, id]
        call.direct = dict(self.direct)
        call.direct_scopes = dict(self.direct_scopes)
        call.indirect = dict(self.indirect)
        call.indices = {**self.indices, **{name: (scope, index) for name in names}}
        for name, value in zip(names, values):
            if name in call.direct or name in call.indirect:
                raise ValueError(f"duplicate parametrization of {name!r}")
            if name in indirect:
                call.indirect[name] = value
            else:
                call.direct[name] = value
                call.direct_scopes[name] = scope
        call.marks = [*self.marks, *marks]
        return call


def names_of(mark):
    """The names of the parameters of a mark `parametrize`."""
    return _arguments(*mark.args, **mark.kwargs)[0]


def _arguments(argnames, argvalues, indirect=False, ids=None, scope=None):
    """The names, whether each row is one value, and the other arguments of `parametrize`."""
    if isinstance(argnames, str):
        names = [name.strip() for name in argnames.split(",") if name.strip()]
        is_single = len(names) == 1
    else:
        names, is_single = list(argnames), False
    return names, is_single, argvalues, indirect, ids, scope


def calls_of(function, nodeid, marks, closure, fixtures):
    """The runs of a test with these marks. `closure` are the names of its fixtures."""
    calls = [Call()]
    marks = [mark for mark in marks if mark.name == "parametrize"]
    own = {name for mark in marks for name in names_of(mark)}
    for name in closure:
        # The fixture itself, or the one that it replaces and asks for.
        for definition in reversed([] if name in own else fixtures.of(name)):
            if definition.params is not None:
                sets = [_set(value, True) for value in definition.params]
                sets = sets or [_empty([name])]
                ids = _ids([name], sets, definition.ids, function.__name__)
                calls = _product(calls, [name], sets, ids, {name}, definition.scope)
                break
            if name not in definition.names:
                break
    for mark in marks:
        names, is_single, values, indirect, ids, scope = _arguments(*mark.args, **mark.kwargs)
        sets = [_set(value, is_single) for value in values] or [_empty(names)]
        for each in sets:
            if len(each.values) != len(names):
                raise Failed(
                    f'{nodeid}: in "parametrize" the number of names ({len(names)}):\n  {names}\n'
                    f"must be equal to the number of values ({len(each.values)}):\n  {each.values}"
                )
        if "request" in names:
            raise Failed(
                f"{nodeid}: 'request' is a reserved name and cannot be used in "
                "@pytest.mark.parametrize"
            )
        through = _indirect(indirect, names, function)
        _require_use(names, through, closure, function)
        ids = _ids(names, sets, ids, function.__name__)
        if scope is None and through == set(names):
            # The narrowest of the fixtures that are given all parameters.
            found = [fixtures.of(name)[-1].scope for name in names if fixtures.of(name)]
            number = min(found, default=0)
        else:
            number = _scope(scope, function)
        calls = _product(calls, names, sets, ids, through, number)
    for index, call in enumerate(calls):
        # A value that is given to the test itself is shared with no other one.
        call.indices.update({name: (call.direct_scopes[name], index) for name in call.direct})
    return calls


def _set(value, is_single):
    if isinstance(value, ParameterSet):
        return value
    return ParameterSet((value,) if is_single else tuple(value))


class _NotSet:
    """The value of a parameter without a set."""


def _empty(names):
    """The set in place of none: its test is skipped."""
    from ._marks import Mark

    reason = f"got empty parameter set for ({', '.join(names)})"
    return ParameterSet([_NotSet] * len(names), [Mark("skip", (), {"reason": reason})], "NOTSET")


def _scope(scope, function):
    if scope is None:
        return 0
    if scope not in SCOPES:
        raise Failed(
            f"parametrize() call in {function.__name__} got an unexpected scope value {scope!r}"
        )
    return SCOPES.index(scope)


def _indirect(indirect, names, function):
    """The names of the parameters that are given to fixtures."""
    if isinstance(indirect, bool):
        return set(names) if indirect else set()
    if not isinstance(indirect, (list, tuple)):
        raise Failed(
            f"In {function.__name__}: expected Sequence or boolean for indirect, got "
            f"{type(indirect).__name__}"
        )
    for name in indirect:
        if name not in names:
            raise Failed(f"In {function.__name__}: indirect fixture '{name}' doesn't exist")
    return set(indirect)


def _require_use(names, indirect, closure, function):
    for name in names:
        if name in closure:
            continue
        if parameters(function).get(name):
            raise Failed(
                f"In {function.__name__}: function already takes an argument '{name}' with a "
                "default value"
            )
        kind = "fixture" if name in indirect else "argument"
        raise Failed(f"In {function.__name__}: function uses no {kind} '{name}'")


def _product(calls, names, sets, ids, indirect, scope):
    return [
        call.extended(names, each.values, id, each.marks, indirect, scope, index)
        for call in calls
        for index, (each, id) in enumerate(zip(sets, ids))
    ]


def _ids(names, sets, ids, function_name):
    """The id of each set, all different."""
    make = ids if callable(ids) else None
    given = [] if ids is None or make else _given_ids(ids, sets, function_name)
    found = [
        _id(index, each, names, make, given, function_name) for index, each in enumerate(sets)
    ]
    if len(set(found)) == len(found):
        return found
    counts = {id: found.count(id) for id in set(found)}
    suffixes = dict.fromkeys(found, 0)
    for index, id in enumerate(found):
        if counts[id] > 1:
            between = "_" if id and id[-1].isdigit() else ""
            while f"{id}{between}{suffixes[id]}" in found:
                suffixes[id] += 1
            found[index] = f"{id}{between}{suffixes[id]}"
            suffixes[id] += 1
    return found


def _given_ids(ids, sets, function_name):
    if not hasattr(ids, "__iter__"):
        raise TypeError("ids must be a callable or an iterable")
    if hasattr(ids, "__len__"):
        if len(ids) not in (0, len(sets)):
            raise Failed(
                f"In {function_name}: {len(sets)} parameter sets specified, with different number "
                f"of ids: {len(ids)}"
            )
        return list(ids)
    # An endless iterable is read as far as it is needed.
    return [id for _, id in zip(sets, ids)]


def _id(index, each, names, make, given, function_name):
    if each.id is not None:
        return _escaped(each.id)
    if index < len(given) and given[index] is not None:
        id = _id_of_value(given[index])
        if id is None:
            raise Failed(
                f"In {function_name}: ids contains unsupported value {given[index]!r} (type: "
                f"{type(given[index])!r}) at index {index}. Supported types are: str, bytes, int, "
                "float, complex, bool, enum, regex or anything with a __name__."
            )
        return id
    return "-".join(
        _id_of_parameter(value, name, index, make) for value, name in zip(each.values, names)
    )


def _id_of_parameter(value, name, index, make):
    if make is not None:
        try:
            id = make(value)
        except Exception as error:
            raise ValueError(
                f"error raised while trying to determine id of parameter '{name}' at position "
                f"{index}"
            ) from error
        id = None if id is None else _id_of_value(id)
        if id is not None:
            return id
    id = _id_of_value(value)
    return f"{name}{index}" if id is None else id


def _id_of_value(value):
    """A value as an id; None if it is of no type for which that makes sense."""
    if isinstance(value, (str, bytes)):
        return _escaped(value)
    if value is None or isinstance(value, (float, int, complex)):
        return str(value)
    if isinstance(value, _class("re", "Pattern")):
        return _escaped(value.pattern)
    if isinstance(value, _class("enum", "Enum")):
        return str(value)
    if value is not _NotSet and isinstance(getattr(value, "__name__", None), str):
        return value.__name__
    return None


def _class(module, name):
    """A class, or no class while its module is not imported: no value can be of it."""
    return getattr(sys.modules.get(module), name, ())


def _escaped(text):
    """A text of printable ASCII characters."""
    if isinstance(text, bytes):
        text = text.decode("latin-1")
        return "".join(
            each if " " <= each <= "~" else f"\\x{ord(each):02x}" for each in text
        )
    if text.isascii() and text.isprintable():
        return text
    return "".join(_escaped_character(each) for each in text)


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _escaped_character(character):
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    if 32 <= code < 127:
        return character
    if code < 256:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
