"""An error of the library's own class."""
import weakref

names = weakref.WeakValueDictionary()
names["list"] = [1]
