"""Finalizers of what is left at the end."""


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("deleted", self.name)


first = Noisy("first")
_second = Noisy("second")
third = [Noisy("in a list")]
fourth = {"key": Noisy("in a dict")}
print("last line")
