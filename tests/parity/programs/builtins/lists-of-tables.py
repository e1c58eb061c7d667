# A list or tuple of a table's elements is made without a second one.
table = dict.fromkeys(range(100_000))
members = set(table)
for make in (list, tuple):
    for source in (table, table.keys(), table.values(), table.items(), members, frozenset(members)):
        made = make(source)
        print(make.__name__, type(source).__name__, len(made), made[-1] in (99_999, None, (99_999, None)))
        del made
