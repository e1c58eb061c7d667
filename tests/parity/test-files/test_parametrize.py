"""Sets of parameters, their order and their ids."""
import enum
import re

import pytest


class Color(enum.Enum):
    RED = 1


class Plain:
    pass


@pytest.mark.parametrize("n", [1, 2, 3])
def test_one_name(n):
    assert n != 2


@pytest.mark.parametrize("a, b", [(1, 2), (3, 4)])
def test_two_names(a, b):
    assert b == a + 1


@pytest.mark.parametrize(("a", "b"), [(1, 2)])
def test_tuple_of_names(a, b):
    assert b == 2


@pytest.mark.parametrize(["a"], [(1,), (2,)])
def test_list_of_one_name(a):
    assert a in (1, 2)


@pytest.mark.parametrize("a", ["x", "y"])
@pytest.mark.parametrize("b", [1, 2])
@pytest.mark.parametrize("c", [True])
def test_stacked(a, b, c):
    pass


VALUES = [
    None,
    True,
    1.5,
    2 + 1j,
    "text",
    "",
    "é",
    "two words",
    "line\nbreak",
    b"bytes\xff",
    Color.RED,
    Plain,
    Plain(),
    len,
    re.compile("a+b"),
    [1],
    {},
    (1, 2),
    -0.0,
    "€",
]


@pytest.mark.parametrize("value", VALUES)
def test_ids_of_values(value):
    pass


@pytest.mark.parametrize("a", [1, 1, 2])
def test_same_values(a):
    pass


@pytest.mark.parametrize("a", ["a", "a", "a0", "b"])
def test_same_texts(a):
    pass


@pytest.mark.parametrize("a, b", [(1, 2), (3, 4)], ids=["one", "two"])
def test_given_ids(a, b):
    pass


@pytest.mark.parametrize("a", [1, 2, 3], ids=["one", None, 3.5])
def test_some_ids(a):
    pass


@pytest.mark.parametrize("a", [1, 2, "x"], ids=lambda value: f"n{value}" if value != 2 else None)
def test_ids_by_function(a):
    pass


@pytest.mark.parametrize("a", [1, 2], ids=str)
def test_ids_by_class(a):
    pass


@pytest.mark.parametrize("a", range(2), ids=(f"g{n}" for n in range(9)))
def test_ids_by_generator(a):
    pass


@pytest.mark.parametrize(
    "a, b",
    [
        pytest.param(1, 2, id="named"),
        pytest.param(1, 3, marks=pytest.mark.xfail(reason="unequal")),
        pytest.param(1, 4, marks=[pytest.mark.skip(reason="never")]),
        (5, 6),
    ],
)
def test_param(a, b):
    assert b == a + 1


@pytest.mark.parametrize("a", [])
def test_empty(a):
    raise AssertionError


@pytest.mark.parametrize("a", [1, 2])
class TestOfClass:
    @pytest.mark.parametrize("b", [3, 4])
    def test_both(self, a, b):
        pass

    def test_one(self, a):
        assert a == 1


@pytest.mark.parametrize("a", (n * n for n in range(3)))
def test_generator_of_values(a):
    assert a in (0, 1, 4)
