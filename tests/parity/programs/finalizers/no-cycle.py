"""Names of a module without functions of its own are released in their order."""
import functools

a = type("A", (), {"__del__": staticmethod(functools.partial(print, "a"))})()
_b = type("B", (), {"__del__": staticmethod(functools.partial(print, "_b"))})()
c = [type("C", (), {"__del__": staticmethod(functools.partial(print, "c"))})()]
a = a
print("last line")
