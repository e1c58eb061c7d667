"""Records what CPython does with the programs in the folder `programs`.

    python3 record_programs.py            writes NAME.json beside each NAME.py
    python3 record_programs.py --check    records again, and fails if what a program does differs

A recording has the exit code ("status"), the standard output, the last line of the standard error,
and, of a program that ends without an error, what tracemalloc tells: the most bytes that were
allocated at once ("peak", in KiB), and the line of the program with the most bytes at its end
("heaviest"). These two are measured in a run of their own.
"""

import argparse
import json
import pathlib
import subprocess
import sys

PROGRAMS = pathlib.Path(__file__).with_name("programs")

MEASURED = """
import sys, tracemalloc
path = sys.argv[1]
with open(path) as file:
    code = compile(file.read(), path, "exec")
space = {"__name__": "__main__"}
sys.stdout = open("/dev/null", "w")
tracemalloc.start()
exec(code, space)
peak = tracemalloc.get_traced_memory()[1]
own = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, path)])
lines = own.statistics("lineno")
print(-(-peak // 1024), lines[0].traceback[0].lineno if lines else 0, file=sys.__stdout__)
"""


def python(*args):
    """What CPython answers."""
    command = [sys.executable, *args]
    return subprocess.run(command, cwd=PROGRAMS, capture_output=True, text=True, timeout=300)


def record(program):
    """The recording of a program."""
    plain = python(str(program.relative_to(PROGRAMS)))
    recording = {
        "status": plain.returncode,
        "stdout": plain.stdout,
        "stderr": (plain.stderr.strip().splitlines() or [""])[-1],
    }
    if plain.returncode == 0:
        told = python("-c", MEASURED, str(program.relative_to(PROGRAMS)))
        recording["peak"], recording["heaviest"] = map(int, told.stdout.split())
    return recording


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wrong = []
    for program in sorted(PROGRAMS.rglob("*.py")):
        file = program.with_suffix(".json")
        recording = record(program)
        if not check:
            file.write_text(json.dumps(recording, indent=2) + "\n")
            continue
        stored = json.loads(file.read_text())
        if any(stored[key] != recording[key] for key in ("status", "stdout", "stderr")):
            wrong.append(str(program.relative_to(PROGRAMS)))
    if wrong:
        sys.exit("CPython does something else with " + ", ".join(wrong))


if __name__ == "__main__":
    main()
