"""The marks below what failed in a line."""
import traceback


class Table:
    def __getitem__(self, key):
        raise KeyError(key)


def call(function):
    return function()


table = {"row": Table()}
numbers = [0, 1]
cases = [
    lambda: 1 / 0,
    lambda: (1 + 2) // (3 - 3) + 4,
    lambda: numbers[5] + 1,
    lambda: table["row"]["column"]["deep"],
    lambda: undefined + 1,
    lambda: numbers.missing,
    lambda: int("x") + 1,
    lambda: call(lambda: numbers  [  7  ]),
    lambda: "ä" + "ö" * 2 ** "é",
    lambda: (
        numbers[0]
        / numbers[0]
    ),
    lambda: sum(n % 0 for n in numbers),
    lambda: -"x",
    lambda: 2 << -1,
    lambda: not numbers[9],
    lambda: f"{numbers[3]!r:>{10}}",
    lambda: (numbers[1])/(numbers[0]) + 1,
    lambda: (numbers[0])%numbers[0],
]
for case in cases:
    try:
        case()
    except Exception:
        lines = traceback.format_exc().splitlines()
        print("\n".join(lines[4:]))


def statement():
    x = 1
    return x.y


def whole():
    raise ValueError("whole line")


def several():
    value = max(
        1,
        numbers[4],
    )
    return value


def store():
    numbers[8] = 1


def unpack():
    a, b = numbers[0]


def test():
    assert numbers == [1], "not so"


for function in (statement, whole, several, store, unpack, test):
    try:
        function()
    except Exception:
        traceback.print_exc()
