"""Records the reports of pylint and flake8-bugbear on cached methods.

    python3 record_lint.py            writes cached-methods.json beside this file
    python3 record_lint.py --check    records again, and fails if the file differs

It needs pylint, flake8 and flake8-bugbear in the Python that runs it. The file is a list of
sources, each with the places, [line, column], of pylint's W1518 and bugbear's B019. Lines are from
1, columns from 0.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
from importlib.metadata import version

RECORDINGS = pathlib.Path(__file__).with_name("cached-methods.json")

METHOD = "    def f(self, n):\n        return n\n"

DECORATORS = {
    "import functools": [
        "@functools.cache",
        "@functools.lru_cache",
        "@functools.lru_cache()",
        "@functools.lru_cache(None)",
        "@functools.lru_cache(maxsize=None)",
        "@functools.lru_cache(typed=True, maxsize=None)",
        "@functools.lru_cache(None, typed=True)",
        "@functools.lru_cache(maxsize=(None))",
        "@functools.lru_cache(maxsize=128)",
        "@functools.lru_cache(128)",
        "@functools.lru_cache(typed=True)",
        "@functools.cached_property",
        "@functools.wraps",
        "@functools . cache",
        "@functools.cache\n    @property",
        "@property\n    @functools.cache",
        "@staticmethod\n    @functools.cache",
        "@classmethod\n    @functools.lru_cache(None)",
        "@functools.lru_cache(\n        maxsize=None,\n    )",
        "@cache",
    ],
    "import functools as ft": ["@ft.cache", "@ft.lru_cache(maxsize=None)", "@functools.cache"],
    "import functools, os": ["@functools.cache"],
    "import os, functools as f": ["@f.lru_cache(None)"],
    "from functools import cache": ["@cache", "@cache  # a comment"],
    "from functools import lru_cache": ["@lru_cache", "@lru_cache(None)", "@lru_cache(5)"],
    "from functools import cache as c, lru_cache as l": ["@c", "@l(None)", "@l", "@lru_cache"],
    "from functools import (\n    wraps,\n    cache,\n)": ["@cache"],
    "from functools import *": ["@cache", "@lru_cache(maxsize=None)"],
    "from cachetools import cache": ["@cache"],
    "def cache(f):\n    return f": ["@cache"],
    "from functools import cache\ndef cache(f):\n    return f": ["@cache"],
    "import functools\nmemo = functools.cache": ["@memo"],
}

SILENCED = [
    "@functools.cache  # pylint: disable=W1518",
    "@functools.cache  # pylint: disable=method-cache-max-size-none",
    "@functools.cache  # pylint:disable = W0611, W1518",
    "@functools.cache  # pylint: disable=W0611",
    "@functools.cache  # pylint: disable=all",
    "@functools.cache  # the cache is small  # pylint: disable=W1518",
    "@functools.cache  # noqa",
    "@functools.cache  # noqa: B019",
    "@functools.cache  # NOQA:E501,B019",
    "@functools.cache  # noqa: E501, B019",
    "@functools.cache  # noqa: E501 B019",
    "@functools.cache  # noqa: B",
    "@functools.cache  # noqa: E501",
    "@functools.cache  # noqa : B019",
    "@functools.cache  # small, noqa: B019",
    "@functools.cache  # pylint: disable=W1518  # noqa: B019",
    "@functools.cache  # noqa: B019  # pylint: disable=W1518",
    "@functools.lru_cache(  # pylint: disable=W1518\n        None\n    )",
    "@functools.lru_cache(\n        None\n    )  # pylint: disable=W1518",
    "@functools.lru_cache(\n        None\n    )  # noqa: B019",
    "# pylint: disable-next=W1518\n    @functools.cache",
    "# pylint: disable=W1518\n    @functools.cache",
    "# noqa: B019\n    @functools.cache",
    "# pylint: disable=W1518\n    # pylint: enable=W1518\n    @functools.cache",
    "@functools.cache\n    # pylint: disable=W1518",
]

WHOLE = [
    # Not in a class, or not directly.
    "import functools\n@functools.cache\ndef f(self, n):\n    return n\n",
    "import functools\nclass A:\n    def g(self):\n        @functools.cache\n        def f(n):\n"
    "            return n\n        return f\n",
    "import functools\nclass A:\n    class B:\n        @functools.cache\n        def f(self, n):\n"
    "            return n\n",
    "import functools\ndef g():\n    class A:\n        @functools.cache\n        def f(self, n):\n"
    "            return n\n    return A\n",
    "import functools\nclass A:\n    if True:\n        @functools.cache\n        def f(self, n):\n"
    "            return n\n",
    # Other methods, and other things.
    "import functools\nclass A:\n    @functools.cache\n    async def f(self, n):\n        return n\n",
    "import functools\nclass A:\n    @functools.cache\n    def f(this):\n        return this\n",
    "import functools\nclass A:\n    @functools.cache\n    def f(*args):\n        return args\n",
    "import functools\nclass A:\n    @functools.cache\n    def f(self, /, *, n=1):\n        return n\n",
    "import functools\nclass A:\n    @functools.cache\n    class B:\n        pass\n",
    "import functools\nclass A:\n    def g(self):\n        return 1\n    f = functools.cache(g)\n",
    "import functools\nclass A:\n    def __init__(self):\n        self.f = functools.cache(self.g)\n"
    "    def g(self):\n        return 1\n",
    # Names imported at their use.
    "class A:\n    from functools import cache\n    @cache\n    def f(self):\n        return 1\n",
    "def g():\n    import functools\n    class A:\n        @functools.cache\n        def f(self):\n"
    "            return 1\n    return A\n",
    "try:\n    from functools import cache\nexcept ImportError:\n    cache = None\nclass A:\n"
    "    @cache\n    def f(self):\n        return 1\n",
    # An enumeration has a fixed number of instances.
    "import enum, functools\nclass A(enum.Enum):\n    X = 1\n    @functools.cache\n"
    "    def f(self):\n        return 1\n",
    "from enum import IntEnum\nimport functools\nclass A(IntEnum):\n    X = 1\n    @functools.cache\n"
    "    def f(self):\n        return 1\n",
    # Comments for the rest of a block, and for the whole file.
    "# pylint: disable=W1518\nimport functools\nclass A:\n    @functools.cache\n" + METHOD,
    "import functools\n# pylint: disable=W1518\nclass A:\n    @functools.cache\n" + METHOD,
    "import functools\nclass A:\n    # pylint: disable=W1518\n    @functools.cache\n" + METHOD
    + "class B:\n    @functools.cache\n" + METHOD,
    "import functools\nclass A:  # pylint: disable=W1518\n    @functools.cache\n" + METHOD,
    "import functools\nclass A:\n    @functools.cache\n    def f(self):  # pylint: disable=W1518\n"
    "        return 1\n",
    "# pylint: skip-file\nimport functools\nclass A:\n    @functools.cache\n" + METHOD,
    "# flake8: noqa\nimport functools\nclass A:\n    @functools.cache\n" + METHOD,
    # Strings that look like comments or code.
    'import functools\nTEXT = """\nclass A:\n    @functools.cache\n    def f(self): pass\n"""\n',
    'import functools\nclass A:\n    "# pylint: disable=W1518"\n    @functools.cache\n' + METHOD,
    # Two reports, with different offsets in bytes and characters.
    "import functools\nclass Ä:\n    ü = 'ü'; é = 1\n    @functools.cache\n" + METHOD
    + "    @functools.lru_cache\n    def g(self): return 1\n",
]


def sources():
    for imports, decorators in DECORATORS.items():
        for decorator in decorators:
            yield f"{imports}\n\n\nclass A:\n    {decorator}\n{METHOD}"
    for decorator in SILENCED:
        yield f"import functools\n\n\nclass A:\n    {decorator}\n{METHOD}"
    yield from WHOLE


def run(*command):
    return subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True).stdout


def record():
    programs = [{"source": source, "W1518": [], "B019": []} for source in sources()]
    with tempfile.TemporaryDirectory() as folder:
        for index, program in enumerate(programs):
            path = pathlib.Path(folder, f"source{index}.py")
            path.write_text(program["source"], encoding="utf-8")
        said = run(
            "pylint", "--rcfile=/dev/null", "--disable=all", "--enable=W1518", "--exit-zero",
            "--output-format=json", folder,
            *(str(path) for path in sorted(pathlib.Path(folder).glob("*.py"))),
        )
        for message in json.loads(said):
            index = int(pathlib.Path(message["path"]).stem.removeprefix("source"))
            place = [message["line"], message["column"]]
            if place not in programs[index]["W1518"]:
                programs[index]["W1518"].append(place)
        said = run(
            "flake8", "--isolated", "--select=B019", "--exit-zero",
            "--format=%(path)s:%(row)d:%(col)d", folder,
        )
        for line in said.splitlines():
            path, row, column = line.rsplit(":", 2)
            index = int(pathlib.Path(path).stem.removeprefix("source"))
            programs[index]["B019"].append([int(row), int(column) - 1])
    for program in programs:
        program["W1518"].sort()
        program["B019"].sort()
    names = ("pylint", "flake8", "flake8-bugbear")
    return {"versions": {name: version(name) for name in names}, "programs": programs}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = json.dumps(record(), indent=1, ensure_ascii=False) + "\n"
    if not arguments.check:
        RECORDINGS.write_text(text, encoding="utf-8")
    elif RECORDINGS.read_text(encoding="utf-8") != text:
        sys.exit(f"{RECORDINGS.name} differs from the reports of pylint and flake8-bugbear")


main()
