"""The part of pytest that tests on the page can use. Its verdicts are those of pytest 8.4."""

from ._approx import approx
from ._fixtures import FixtureLookupError, fixture
from ._marks import MARKS as mark
from ._marks import param
from ._monkeypatch import MonkeyPatch
from ._outcomes import fail, importorskip, skip, xfail
from ._raises import ExceptionInfo, raises

__all__ = [
    "ExceptionInfo",
    "FixtureLookupError",
    "MonkeyPatch",
    "approx",
    "fail",
    "fixture",
    "importorskip",
    "mark",
    "param",
    "raises",
    "skip",
    "xfail",
]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module 'pytest' has no attribute {name!r}")
    raise AttributeError(
        f"pytest.{name} is not available in this playground, which has {', '.join(__all__)}"
    )
