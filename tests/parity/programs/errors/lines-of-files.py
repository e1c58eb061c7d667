"""Source lines by file and number."""
import linecache

print(repr(linecache.getline("nowhere.py", 1)), linecache.getlines("nowhere.py"))
print(repr(linecache.getline(__file__, 4)), repr(linecache.getline(__file__, 9999)))
print(len(linecache.getlines(__file__)) > 5, repr(linecache.getline("<string>", 1)))
linecache.checkcache()
linecache.clearcache()
print(repr(linecache.getline(__file__, 1)))


def fails():
    raise RuntimeError("after the cache was cleared")


fails()
