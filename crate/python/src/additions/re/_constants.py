

# The name that the class has in CPython 3.11, and in its tracebacks.
PatternError.__name__ = PatternError.__qualname__ = "error"
