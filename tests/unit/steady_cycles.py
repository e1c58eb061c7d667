"""Random cycles of operations on the containers of Python, for tests of what they keep.

CYCLES has the kinds by name. Each is a function of a source of random numbers; it returns what it
works on, and the function of a round. A round adds and removes elements, keys or objects, old and
new ones, so that what is held has bounds.
"""

import functools
import heapq
import io
import itertools
import weakref
from array import array
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, defaultdict, deque

MOST = 40


class Random:
    """Equal numbers in each Python."""

    def __init__(self, seed):
        self.state = seed
        self.fresh = 0

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        return (self.state >> 33) % limit

    def key(self):
        """One of a few keys that come again, or a new one."""
        if self.below(2):
            return self.name()
        choice = self.below(12)
        return choice if choice & 1 else (choice, "pair")

    def name(self):
        if self.below(2):
            return f"again{self.below(12)}"
        self.fresh += 1
        return f"new{self.fresh}"


class Thing:
    def __init__(self, me=None):
        self.me = me


def mapping(make):
    def cycle(random):
        table = make()

        def turn():
            action = random.below(8)
            if action < 4:
                table[random.key()] = action
            elif action == 4:
                table.pop(random.key(), None)
            elif action == 5 and table:
                table.popitem()
            elif action == 6:
                table.setdefault(random.key(), action)
            else:
                table.update({random.key(): 1, random.key(): 2})
            while len(table) > MOST:
                del table[next(iter(table))]

        return table, turn

    return cycle


def ordered(random):
    table, turn = mapping(OrderedDict)(random)

    def turn_and_move():
        turn()
        for last in (True, False):
            if table:
                table.move_to_end(next(iter(table)), last=last)
        if len(table) > MOST // 2:
            table.popitem(last=False)

    return table, turn_and_move


def counter(random):
    counts = Counter()

    def turn():
        counts.update([random.key(), random.key()])
        counts.subtract([random.key()])
        for key in [key for key, count in counts.items() if count <= 0]:
            del counts[key]
        while len(counts) > MOST:
            counts.popitem()

    return counts, turn


def default(random):
    return mapping(lambda: defaultdict(list))(random)


def members(random):
    held = set()

    def turn():
        action = random.below(6)
        if action < 3:
            held.add(random.key())
        elif action == 3:
            held.discard(random.key())
        elif action == 4:
            held.symmetric_difference_update({random.key(), random.key()})
        elif held:
            held.pop()
        while len(held) > MOST:
            held.remove(next(iter(held)))

    return held, turn


def sequence(make, element):
    def cycle(random):
        held = make()

        def turn():
            action = random.below(8)
            if action < 3:
                held.append(element)
            elif action == 3:
                held.extend([element] * random.below(100))
            elif action == 4:
                while len(held) > random.below(5):
                    held.pop()
            elif action == 5:
                held.insert(random.below(len(held) + 1), element)
            elif action == 6 and held:
                held.remove(element)
            elif action == 7 and held:
                del held[random.below(len(held))]
            while len(held) > 4 * MOST:
                del held[-1]

        return held, turn

    return cycle


def heap(random):
    held = []

    def turn():
        heapq.heappush(held, random.below(1000))
        if len(held) > MOST:
            while len(held) > random.below(MOST):
                heapq.heappop(held)

    return held, turn


def attributes(random):
    thing = Thing()

    def turn():
        setattr(thing, random.name(), None)
        if len(thing.__dict__) > MOST:
            for name in list(thing.__dict__)[: random.below(MOST)]:
                delattr(thing, name)

    return thing, turn


def global_names(random):
    space = globals()
    names = []

    def turn():
        name = random.name()
        space[name] = None
        names.append(name)
        if len(names) > MOST:
            space.pop(names.pop(random.below(MOST)), None)

    return names, turn


def weak_values(random):
    table, alive = weakref.WeakValueDictionary(), deque(maxlen=MOST)

    def turn():
        thing = Thing()
        alive.append(thing)
        table[random.key()] = thing
        table.get(random.key())
        if random.below(4) == 0:
            alive.popleft()

    return (table, alive), turn


def weak_keys(random):
    table, alive = weakref.WeakKeyDictionary(), deque(maxlen=MOST)

    def turn():
        thing = Thing()
        alive.append(thing)
        table[thing] = random.key()
        if random.below(4) == 0:
            alive.popleft()

    return (table, alive), turn


def weak_members(random):
    held, alive = weakref.WeakSet(), deque(maxlen=MOST)

    def turn():
        thing = Thing()
        alive.append(thing)
        held.add(thing)
        held.discard(alive[random.below(len(alive))])

    return (held, alive), turn


def references(random):
    thing = Thing()
    held = deque(maxlen=MOST)

    def turn():
        held.append(weakref.ref(thing, lambda reference: None))
        held.append(weakref.proxy(Thing(), print and (lambda reference: None)))

    return (thing, held), turn


def bounded_cache(random):
    @functools.lru_cache(maxsize=16)
    def cached(*args):
        return args

    def turn():
        cached(random.key())
        cached(random.below(12), random.below(2))
        if random.below(100) == 0:
            cached.cache_clear()

    return cached, turn


def cleared_cache(random):
    @functools.cache
    def cached(key):
        return [key]

    def turn():
        cached(random.key())
        if cached.cache_info().currsize > MOST:
            cached.cache_clear()

    return cached, turn


class Cached:
    @functools.cached_property
    def table(self):
        return [None] * 10

    @functools.lru_cache(maxsize=8)
    def method(self, key):
        return key


def cached_on_instances(random):
    held = deque(maxlen=MOST)

    def turn():
        instance = Cached()
        held.append(instance)
        instance.method(random.key())
        instance.table.append(random.below(9))
        if random.below(2):
            del instance.table

    return held, turn


def files(random):
    binary, text = io.BytesIO(), io.StringIO()

    def turn():
        binary.write(bytes(random.below(300)))
        text.write("x" * random.below(300))
        if random.below(8) == 0:
            for file in (binary, text):
                file.seek(0)
                file.truncate()

    return (binary, text), turn


def iterators(random):
    held = [None]

    def turn():
        if held[0] is None or random.below(50) == 0:
            held[0] = itertools.tee(itertools.count(), 2)
        for branch in held[0]:
            for _ in range(5):
                next(branch)

    return held, turn


def errors(random):
    held = deque(maxlen=4)

    def turn():
        try:
            {}[random.key()]
        except KeyError as error:
            held.append(error)

    return held, turn


def classes(random):
    class Base:
        pass

    held = deque(maxlen=MOST)

    def turn():
        held.append(type("Derived", (Base,), {"value": random.below(9)})())

    return (Base, held), turn


CYCLES = {
    "dict": mapping(dict),
    "defaultdict": default,
    "OrderedDict": ordered,
    "Counter": counter,
    "UserDict": mapping(UserDict),
    "ChainMap": mapping(lambda: ChainMap({}, {})),
    "set": members,
    "list": sequence(list, None),
    "UserList": sequence(UserList, None),
    "deque": sequence(deque, None),
    "bytearray": sequence(bytearray, 7),
    "array": sequence(lambda: array("d"), 1.0),
    "heap": heap,
    "attributes": attributes,
    "globals": global_names,
    "WeakValueDictionary": weak_values,
    "WeakKeyDictionary": weak_keys,
    "WeakSet": weak_members,
    "weak references": references,
    "bounded cache": bounded_cache,
    "cleared cache": cleared_cache,
    "caches of instances": cached_on_instances,
    "files in memory": files,
    "tee": iterators,
    "errors": errors,
    "classes": classes,
}


def run(kind, rounds, seed):
    """Performs the rounds, and returns what is held after them."""
    held, turn = CYCLES[kind](Random(seed))
    for _ in range(rounds):
        turn()
    return held, turn
