# How many items live at most while each tool is read, and how many are left.
import itertools


class Item:
    living = most = 0

    def __init__(self):
        Item.living += 1
        Item.most = max(Item.most, Item.living)

    def __del__(self):
        Item.living -= 1


def items(n=300):
    for _ in range(n):
        yield Item()


def tell(name, iterator):
    for item in iterator:
        pass
    del item
    print(name, Item.most, Item.living)
    del iterator
    print(name, "is gone", Item.living)
    Item.most = 0


always = lambda _: True
tell("generator", items())
tell("chain", itertools.chain(items(), items()))
tell("from_iterable", itertools.chain.from_iterable(items(2) for _ in range(100)))
tell("islice", itertools.islice(items(), 100))
tell("takewhile", itertools.takewhile(always, items()))
tell("dropwhile", itertools.dropwhile(lambda _: False, items()))
tell("filterfalse", itertools.filterfalse(lambda _: False, items()))
tell("compress", itertools.compress(items(), itertools.repeat(1)))
tell("accumulate", itertools.accumulate(items(), lambda a, b: b))
tell("filter", filter(always, items()))
tell("map", map(lambda item: item, items()))
tell("cycle", itertools.islice(itertools.cycle(items(10)), 50))
tell("tee", itertools.tee(items())[0])
tell("product", itertools.product(items(10), items(10)))
tell("combinations", itertools.combinations(items(10), 3))
tell("permutations", itertools.permutations(items(5)))
