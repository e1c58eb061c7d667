"""pytest.approx of every kind."""
from decimal import Decimal
from fractions import Fraction

import pytest
from pytest import approx

NAN = float("nan")
INF = float("inf")


def test_numbers():
    assert 0.1 + 0.2 == approx(0.3)
    assert approx(0.3) == 0.1 + 0.2
    assert not 0.1 + 0.2 != approx(0.3)
    assert 1.0000001 == approx(1)
    assert 1.00001 != approx(1)
    assert 1e-13 == approx(0)
    assert 1e-11 != approx(0)


def test_far():
    assert 0.31 == approx(0.3)


def test_tolerances():
    assert 1.0001 == approx(1, rel=1e-3)
    assert 1.0001 == approx(1, abs=1e-3)
    assert 1.0001 != approx(1, abs=1e-5)
    assert 1 + 1e-8 != approx(1, abs=1e-12)
    assert 1 + 1e-8 == approx(1, rel=1e-6, abs=1e-12)
    assert 10.5 == approx(10, abs=0.5)


def test_wrong_tolerances():
    with pytest.raises(ValueError, match="absolute tolerance can't be negative: -1"):
        1.1 == approx(1, abs=-1)
    with pytest.raises(ValueError, match="relative tolerance can't be negative"):
        1.1 == approx(1, rel=-1)
    with pytest.raises(ValueError, match="absolute tolerance can't be NaN"):
        1.1 == approx(1, abs=NAN)
    with pytest.raises(ValueError, match="relative tolerance can't be NaN"):
        1.1 == approx(1, rel=NAN)


def test_infinity_and_nan():
    assert INF == approx(INF)
    assert INF != approx(-INF)
    assert 1e308 != approx(INF)
    assert 5 == approx(1, abs=INF)
    assert NAN != approx(NAN)
    assert NAN == approx(NAN, nan_ok=True)
    assert 1.0 != approx(NAN, nan_ok=True)
    assert [NAN, 1.0] == approx([NAN, 1.0], nan_ok=True)
    assert [NAN] != approx([NAN])


def test_sequences():
    assert [0.1 + 0.2] == approx([0.3])
    assert (0.1 + 0.2, 2) == approx((0.3, 2))
    assert (0.1 + 0.2, 2) == approx([0.3, 2])
    assert [1, 2] != approx([1, 2, 3])
    assert [1, 2.1] != approx([1, 2])
    assert 5 != approx([5])
    assert [] == approx([])
    assert [None, "a", 1.0] == approx([None, "a", 1])


def test_mappings():
    assert {"a": 0.1 + 0.2, "b": None} == approx({"a": 0.3, "b": None})
    assert {"a": 1} != approx({"b": 1})
    assert {"a": 1} != approx({"a": 1, "b": 2})
    assert {"a": 2} != approx({"a": 1})
    assert 5 != approx({"a": 5})


def test_other_values():
    assert None == approx(None)
    assert None != approx(1)
    assert 1 != approx(None)
    assert "a" == approx("a")
    assert "a" != approx(1.0)
    assert True == approx(True)
    assert 1 != approx(True)
    assert True == approx(1)
    assert Fraction(1, 3) == approx(1 / 3)
    assert 1 / 3 == approx(Fraction(1, 3))
    assert 1 + 1e-9j == approx(1 + 0j)
    assert 1 + 1j != approx(1)


def test_decimals():
    assert Decimal("1.0000001") == approx(Decimal("1"))
    assert Decimal("1.1") != approx(Decimal("1"))
    assert Decimal("1.1") == approx(Decimal("1"), abs=Decimal("0.2"))
    assert [Decimal("1.0000001")] == approx([Decimal("1")])


def test_refused():
    with pytest.raises(TypeError, match="only supports ordered sequences"):
        approx({1, 2})
    with pytest.raises(TypeError, match="does not support nested data structures"):
        approx([[1]])
    with pytest.raises(TypeError, match="does not support nested dictionaries"):
        approx({"a": {"b": 1}})
    with pytest.raises(AssertionError, match="not supported in a boolean context"):
        assert approx(1)
    with pytest.raises(TypeError):
        1 < approx(2)
    with pytest.raises(TypeError):
        hash(approx(1))


REPRS = [
    (approx(1), "1 ± 1.0e-06"),
    (approx(0.3), "0.3 ± 3.0e-07"),
    (approx(100000), "100000 ± 0.1"),
    (approx(10, abs=0.5), "10 ± 0.5"),
    (approx(0), "0 ± 1.0e-12"),
    (approx(10**10), "10000000000 ± 1.0e+04"),
    (approx([0.3, None]), "approx([0.3 ± 3.0e-07, None])"),
    (approx((1, 2)), "approx((1 ± 1.0e-06, 2 ± 2.0e-06))"),
    (approx({"a": 1}), "approx({'a': 1 ± 1.0e-06})"),
    (approx(INF), "inf"),
    (approx(NAN), "nan ± ???"),
    (approx(None), "None"),
    (approx("a"), "a"),
    (approx(True), "True"),
    (approx(1, abs=-1), "1 ± ???"),
    (approx(1j), "1j ± 1.0e-06 ∠ ±180°"),
    (approx(range(2)), "approx([0 ± 1.0e-12, 1 ± 1.0e-06])"),
    (approx(Decimal("1"), rel=Decimal("0.01")), "1 ± 1.0e-2"),
    (approx(Decimal("1"), abs=Decimal("0.5")), "1 ± 5.0e-1"),
]


@pytest.mark.parametrize("value, text", REPRS, ids=[text for _, text in REPRS])
def test_repr(value, text):
    assert repr(value) == text
