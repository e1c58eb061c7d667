

# The texts of the program's files, by name.
sources = {}

_updatecache = updatecache


def updatecache(filename, module_globals=None):
    """The lines of a file, which are stored. The program's files are not in a file system."""
    source = sources.get(filename)
    if source is None:
        return _updatecache(filename, module_globals)
    lines = [line + "\n" for line in source.split("\n")]
    if lines[-1] == "\n":
        lines.pop()
    cache[filename] = len(source), None, lines, filename
    return lines
