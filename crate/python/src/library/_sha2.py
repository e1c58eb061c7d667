"""The one hash of `_sha2` that other modules of the library need: `random` takes texts by it."""

from _highwater import sha512 as _digest


class sha512:
    def __init__(self, data=b""):
        self._digest = _digest(data)

    def digest(self):
        return self._digest
