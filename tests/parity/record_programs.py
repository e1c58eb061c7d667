"""Records what CPython does with the programs in the folder `programs`.

    python3 record_programs.py [KIND...]   writes NAME.json beside each NAME.py of these folders
    python3 record_programs.py --check     records again, and fails if what a program does differs

A recording has the exit code ("status"), the standard output, the last line of the standard error,
and, of a program that ends without an error, what tracemalloc tells: the most bytes that were
allocated at once ("peak", in KiB), and the line of the program with the most bytes at its end
("heaviest"). These two are measured in a run of their own.

Recordings of the kinds in REPORTED have the whole standard error instead ("report"), without the
frames of the library, with the program's file as "main.py", and without addresses.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

PROGRAMS = pathlib.Path(__file__).with_name("programs")

# The kinds whose standard error is compared whole.
REPORTED = ("errors", "finalizers", "inspection")

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


def report_of(stderr, program):
    """The standard error of a program, without what differs between two Pythons."""
    kept = []
    hidden = False
    for line in stderr.splitlines():
        frame = re.match(r'([ |]*File )"([^"]*)"', line)
        if frame:
            hidden = not (frame[2].startswith("<") or frame[2].endswith(program.name))
            hidden = hidden and frame[2].startswith("/")
            if frame[2].endswith(program.name):
                line = frame[1] + '"main.py"' + line[frame.end() :]
        elif not re.match(r"([ |]*\| )? {4}|  \[", line):
            hidden = False
        if not hidden:
            kept.append(line)
    return re.sub(r"0x[0-9a-f]+", "0x0", "\n".join(kept))


def record(program):
    """The recording of a program."""
    plain = python(str(program.relative_to(PROGRAMS)))
    if program.parent.name in REPORTED:
        file = rf'File "[^"]*/{re.escape(program.name)}"'
        return {
            # A signal, as a shell reports it.
            "status": plain.returncode if plain.returncode >= 0 else 128 - plain.returncode,
            "stdout": re.sub(file, 'File "main.py"', plain.stdout),
            "report": report_of(plain.stderr, program),
        }
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
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    options = parser.parse_args()
    check = options.check
    wrong = []
    for program in sorted(PROGRAMS.rglob("*.py")):
        if options.kinds and program.parent.name not in options.kinds:
            continue
        file = program.with_suffix(".json")
        recording = record(program)
        if not check:
            file.write_text(json.dumps(recording, indent=2) + "\n")
            continue
        stored = json.loads(file.read_text())
        told = ("status", "stdout", "stderr", "report")
        if any(stored.get(key) != recording.get(key) for key in told):
            wrong.append(str(program.relative_to(PROGRAMS)))
    if wrong:
        sys.exit("CPython does something else with " + ", ".join(wrong))


if __name__ == "__main__":
    main()
