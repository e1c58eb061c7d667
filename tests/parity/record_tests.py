"""Records the verdicts of pytest and pytest-memray on the files in the folder `test-files`.

    python3 record_tests.py            writes NAME.json beside each test_NAME.py
    python3 record_tests.py --check    records again, and fails if a recording differs

It needs CPython and the packages of pytest-requirements.txt in the Python that runs it. A recording
has the tests of a file in pytest's order, each with its name and its verdict: "passed", "failed",
"skipped", "xfailed", "xpassed" or "error". It has the "reason" of a test that was skipped or expected
to fail, the "type" of the exception of one that failed, and the first line of its "message" where the
exception is pytest's own. "skipped" is the reason why a whole file is, and "error" the type of the
exception by which it could not be collected. An end of fixtures that fails makes an error of a test
that did not fail by itself.
"""

import argparse
import contextlib
import io
import json
import os
import pathlib
import sys

import pytest

FILES = pathlib.Path(__file__).with_name("test-files")


class Recorder:
    """A plugin that records."""

    def __init__(self):
        self.skipped = None
        self.error = None
        self.tests = {}

    def pytest_exception_interact(self, node, call, report):
        if isinstance(report, pytest.CollectReport):
            self.error = call.excinfo.typename

    def pytest_collectreport(self, report):
        if report.skipped:
            self.skipped = self.reason(report)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        name = item.nodeid.partition("::")[2]
        test = self.tests.setdefault(name, {"name": name, "verdict": "passed"})
        verdict = self.verdict(report)
        if verdict is None or (report.when == "teardown" and test["verdict"] in ("failed", "error")):
            return report
        test["verdict"] = verdict
        if verdict in ("failed", "error"):
            test.pop("reason", None)
            # Of a limit there is no exception.
            if call.excinfo is not None:
                test["type"] = call.excinfo.typename
                if call.excinfo.typename == "Failed":
                    test["message"] = str(call.excinfo.value).partition("\n")[0]
        elif verdict == "skipped":
            test["reason"] = self.reason(report)
        else:
            test["reason"] = report.wasxfail
        return report

    @staticmethod
    def reason(report):
        return report.longrepr[2].removeprefix("Skipped").removeprefix(": ")

    @staticmethod
    def verdict(report):
        if report.failed:
            return "failed" if report.when == "call" else "error"
        if hasattr(report, "wasxfail"):
            return "xfailed" if report.skipped else "xpassed"
        return "skipped" if report.skipped else None


def record(path):
    """The recording of a file."""
    recorder = Recorder()
    arguments = ["-q", "-p", "no:cacheprovider", "-p", "pytest_memray.plugin", f"--rootdir={FILES}"]
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*arguments, "-c", os.devnull, str(path)], plugins=[recorder])
    # Files of the same folder share no state.
    for module in (path.stem, "conftest"):
        sys.modules.pop(module, None)
    return {
        "skipped": recorder.skipped,
        "error": recorder.error,
        "tests": list(recorder.tests.values()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    sys.dont_write_bytecode = True
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    wrong = []
    for path in sorted(FILES.rglob("test_*.py")):
        file = path.with_suffix(".json")
        text = json.dumps(record(path), indent=2) + "\n"
        if not check:
            file.write_text(text)
        elif file.read_text() != text:
            wrong.append(str(path.relative_to(FILES)))
    if wrong:
        sys.exit("pytest says something else of " + ", ".join(wrong))


if __name__ == "__main__":
    main()
