"""Errors in finalizers are printed, and ignored."""


class Bad:
    def __del__(self):
        self.fail(self.__class__.__name__)

    def fail(self, text):
        raise ValueError(text + " in a finalizer")


class Worse(Bad):
    def __del__(self):
        {}["key"]


Bad()
Worse()
bad = Bad()
bad = None
print("went on")
for _ in range(3):
    Bad()
