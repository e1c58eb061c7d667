"""The fixtures that are there without being defined, and those of pytest that are not."""

import io
import sys

from ._fixtures import FixtureDef, Fixtures
from ._monkeypatch import MonkeyPatch

_NO_FILES = "a program here has no files but its own code"
_NO_PLUGINS = "there are no plugins and no configuration"

# pytest's other fixtures, and why they cannot be had.
_NOT_HERE = {
    "cache": _NO_FILES,
    "capfd": "there are no file descriptors; capsys records the streams",
    "capfdbinary": "there are no file descriptors; capsys records the streams",
    "caplog": "logs are not recorded",
    "capsysbinary": "streams here have no bytes; capsys records the text",
    "doctest_namespace": "doctests are not run",
    "pytestconfig": _NO_PLUGINS,
    "pytester": _NO_FILES,
    "record_property": "there is no report to add it to",
    "record_testsuite_property": "there is no report to add it to",
    "record_xml_attribute": "there is no report to add it to",
    "recwarn": "warnings are not recorded",
    "testdir": _NO_FILES,
    "tmp_path": _NO_FILES,
    "tmp_path_factory": _NO_FILES,
    "tmpdir": _NO_FILES,
    "tmpdir_factory": _NO_FILES,
}


class CaptureResult(tuple):
    """What was written: `out` and `err`."""

    out = property(lambda self: self[0])
    err = property(lambda self: self[1])

    def __repr__(self):
        return f"CaptureResult(out={self.out!r}, err={self.err!r})"


class CaptureFixture:
    """The fixture `capsys`: it takes the place of both streams."""

    def __init__(self):
        self._streams = None
        self._texts = None

    def start(self):
        """Takes the place of the streams."""
        self._streams = sys.stdout, sys.stderr
        self._texts = io.StringIO(), io.StringIO()
        sys.stdout, sys.stderr = self._texts

    def readouterr(self):
        """What has been written since the last call."""
        read = CaptureResult(text.getvalue() for text in self._texts)
        for text in self._texts:
            text.seek(0)
            text.truncate()
        return read

    def disabled(self):
        """A context in which texts are not captured."""
        return _Disabled(self)

    def end(self):
        """Puts the streams back, and writes what was not read."""
        sys.stdout, sys.stderr = self._streams
        for stream, text in zip(self._streams, self.readouterr()):
            stream.write(text)


class _Disabled:
    def __init__(self, capture):
        self._capture = capture

    def __enter__(self):
        sys.stdout, sys.stderr = self._capture._streams

    def __exit__(self, *exception):
        sys.stdout, sys.stderr = self._capture._texts


def _capsys():
    capture = CaptureFixture()
    capture.start()
    yield capture
    capture.end()


def _monkeypatch():
    changes = MonkeyPatch()
    yield changes
    changes.undo()


def _refused(name, reason):
    def refuse():
        raise NotImplementedError(
            f"the fixture {name!r} is not available in this playground: {reason}"
        )

    return refuse


def builtin_fixtures():
    """The fixtures of every file."""
    fixtures = Fixtures()
    fixtures.add(FixtureDef("capsys", _capsys))
    fixtures.add(FixtureDef("monkeypatch", _monkeypatch))
    for name, reason in _NOT_HERE.items():
        fixtures.add(FixtureDef(name, _refused(name, reason), "session"))
    return fixtures
