"""The order of tests: those that share a parameter of a wide scope are together."""


def in_order(items):
    """The tests, grouped by the parameters of their widest scopes first."""
    keys_of = {item: _keys(item) for item in items}
    if not any(keys_of.values()):
        return items
    sharing = {}
    for item in items:
        for key in keys_of[item]:
            sharing.setdefault(key, []).append(item)
    return _grouped(items, _WIDEST, keys_of, sharing)


_WIDEST = 4


def _keys(item):
    """What a test may share: a scope, a parameter and its index, and of a class the class."""
    return [
        (scope, name, index, item.cls if scope == 1 else None)
        for name, (scope, index) in item.indices.items()
        if scope > 0
    ]


def _grouped(items, scope, keys_of, sharing):
    """Some tests, grouped by their parameters of this scope, and the others of narrower ones."""
    if scope == 0 or len(items) < 3:
        return items
    members = set(items)
    done = {}
    used = set()
    waiting = list(items)
    while waiting:
        others = {}
        shared = None
        while waiting and shared is None:
            item = waiting.pop(0)
            if item in done or item in others:
                continue
            keys = [key for key in keys_of[item] if key[0] == scope and key not in used]
            if not keys:
                others[item] = None
                continue
            # All tests of the last parameter come next, and first in every later group.
            shared = keys[-1]
            together = [each for each in sharing[shared] if each in members]
            waiting[:0] = together
            for each in reversed(together):
                for key in keys_of[each]:
                    sharing[key].remove(each)
                    sharing[key].insert(0, each)
        done.update(dict.fromkeys(_grouped(list(others), scope - 1, keys_of, sharing)))
        used.add(shared)
    return list(done)
