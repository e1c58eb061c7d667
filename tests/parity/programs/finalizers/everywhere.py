"""Objects in the modules of others, and the order of callbacks."""
import atexit, weakref, sys, gc


class N:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)


a = N("a")
def cb(): print("cb", a.n)
atexit.register(cb)
weakref.finalize(a, print, "fin a")
atexit.register(lambda: print("second registered"))
b = N("b"); weakref.finalize(b, lambda: print("fin b", a.n))
c = N("c"); c.cycle = c
sys.modules["extra"] = N("in sys.modules")
import builtins
builtins.kept = N("in builtins")
print("end")
