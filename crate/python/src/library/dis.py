"""The names of `dis` needed by `inspect`, without a disassembler."""

from collections import namedtuple as _namedtuple

Positions = _namedtuple(
    "Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4
)

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED",
    2: "NEWLOCALS",
    4: "VARARGS",
    8: "VARKEYWORDS",
    16: "NESTED",
    32: "GENERATOR",
    64: "NOFREE",
    128: "COROUTINE",
    256: "ITERABLE_COROUTINE",
    512: "ASYNC_GENERATOR",
}


def _absent(name):
    def function(*arguments, **options):
        raise NotImplementedError(
            f"dis.{name}() is not available: the bytecode of this interpreter is not CPython's"
        )

    function.__name__ = function.__qualname__ = name
    return function


for _name in (
    *("dis", "disassemble", "distb", "disco", "code_info", "show_code", "get_instructions"),
    *("Bytecode", "Instruction", "findlinestarts", "findlabels", "stack_effect"),
):
    globals()[_name] = _absent(_name)
