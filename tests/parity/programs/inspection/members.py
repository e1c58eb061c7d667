"""Kinds of things."""
import abc
import collections
import inspect


class Base(abc.ABC):
    @abc.abstractmethod
    def needed(self):
        pass

    async def waits(self):
        pass

    def yields(self):
        yield 1


print(inspect.isabstract(Base), inspect.isclass(Base), inspect.isfunction(Base.needed))
print(inspect.iscoroutinefunction(Base.waits), inspect.isgeneratorfunction(Base.yields))
print(inspect.isbuiltin(len), inspect.ismethoddescriptor(str.join), inspect.ismodule(abc))
print([name for name, _ in inspect.getmembers(Base, inspect.isfunction)])
print(inspect.getmro(collections.OrderedDict))
print(inspect.isroutine(len), inspect.isdatadescriptor(property()), inspect.isawaitable(3))
generator = Base.yields(None)
print(inspect.getgeneratorstate(generator), next(generator), inspect.getgeneratorstate(generator))
print(inspect.getclosurevars(lambda: generator).globals.keys())
print(inspect.unwrap(len) is len, inspect.getattr_static(Base, "waits").__name__)
