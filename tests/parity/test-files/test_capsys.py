"""Captured streams."""
import sys

import pytest


def test_out(capsys):
    print("one")
    captured = capsys.readouterr()
    assert captured.out == "one\n"
    assert captured.err == ""


def test_both(capsys):
    print("one", end="")
    print("two", file=sys.stderr)
    out, err = capsys.readouterr()
    assert (out, err) == ("one", "two\n")


def test_again(capsys):
    print("one")
    capsys.readouterr()
    print("two")
    assert capsys.readouterr().out == "two\n"
    assert capsys.readouterr().out == ""


def test_disabled(capsys):
    with capsys.disabled():
        print("shown")
    print("captured")
    assert capsys.readouterr().out == "captured\n"


def test_write(capsys):
    sys.stdout.write("raw")
    sys.stdout.flush()
    assert capsys.readouterr() == ("raw", "")


@pytest.fixture
def printed():
    print("by the fixture")


def test_of_fixture(capsys, printed):
    assert capsys.readouterr().out == "by the fixture\n"


def test_fails(capsys):
    print("something")
    assert capsys.readouterr().out == "something else\n"


def test_repr(capsys):
    print("x")
    assert repr(capsys.readouterr()) == "CaptureResult(out='x\\n', err='')"
