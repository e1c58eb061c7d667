//! The exercise's unit tests, by the engine and by `python3` if installed.

use std::process::Command;

use crate::observed::Observer;
use crate::python::{python, python_version};
use crate::python_program::POLICIES;
use crate::shapes::program;
use highwater_exercise::{Ranges, UnitTest};

#[test]
fn all_policies_pass_all_tests() {
    for policy in POLICIES {
        for test in UnitTest::ALL {
            let outcome = test.run::<Observer>(policy.parse().unwrap());
            assert_eq!(outcome, Ok(()), "{policy}: {}", test.name());
        }
    }
}

/// The test functions of the file, in order.
fn functions() -> Vec<&'static str> {
    UnitTest::PYTHON
        .lines()
        .filter_map(|line| line.strip_prefix("def ")?.strip_suffix("():"))
        .collect()
}

#[test]
fn the_file_has_all_tests_and_the_memory_test_first() {
    let names: Vec<&str> = std::iter::once(UnitTest::MEMORY)
        .chain(UnitTest::ALL.map(UnitTest::name))
        .collect();
    assert_eq!(functions(), names);
    for test in UnitTest::ALL {
        assert_eq!(UnitTest::named(test.name()), Some(test));
    }
    assert_eq!(UnitTest::named(UnitTest::MEMORY), None);
}

/// The expected values are those of the file: `python3` runs the file with the Python program of
/// each policy, and a stub for pytest's mark.
#[test]
fn python_passes_the_same_tests() {
    if python_version().is_none() {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    }
    let ranges: Ranges = "3".parse().unwrap();
    for policy in POLICIES {
        let text = format!(
            "import sys, types\n\
             def module(name, text):\n    \
                 new = types.ModuleType(name)\n    \
                 sys.modules[name] = new\n    \
                 exec(text, new.__dict__)\n    \
                 return new\n\
             pytest = 'class mark:\\n    limit_memory = staticmethod(lambda limit: lambda test: test)\\n'\n\
             module('pytest', pytest)\n\
             module('lru_cache', {program:?})\n\
             tests = module('tests', {tests:?})\n\
             for name in {names:?}:\n    \
                 getattr(tests, name)()\n    \
                 print('passed', name)\n",
            program = program(policy, &ranges).text,
            tests = UnitTest::PYTHON,
            names = functions(),
        );
        let printed = python(&text);
        let passed: Vec<&str> = printed
            .lines()
            .filter_map(|line| line.strip_prefix("passed "))
            .collect();
        assert_eq!(passed, functions(), "{policy}");
    }
}

#[test]
fn wrong_python_fails_the_tests() {
    if python_version().is_none() {
        eprintln!("skipped: no python3 of version 3.9 or newer");
        return;
    }
    // Without the sum, all tests with an `inc` other than 0 must fail.
    let ranges: Ranges = "3".parse().unwrap();
    let wrong = program("class/unbounded", &ranges)
        .text
        .replace(" + self.inc", "");
    let text = UnitTest::PYTHON
        .replace("import pytest\n", "")
        .replace("@pytest.mark.limit_memory(\"200 MB\")\n", "");
    let (_, text) = text.split_once(")\n\n\n").unwrap();
    let run = format!(
        "{wrong}\nimport functools\nimport operator\n{text}\nfor name in {:?}:\n    try:\n        globals()[name]()\n    except AssertionError:\n        print('failed', name)\n",
        functions(),
    )
    .replace("if __name__ == \"__main__\":\n    compare_counts_different_factorials()\n", "");
    let output = Command::new("python3").args(["-c", &run]).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let failed: Vec<&str> = printed
        .lines()
        .filter_map(|line| line.strip_prefix("failed "))
        .collect();
    assert_eq!(
        failed,
        [
            "test_inc_5_is_added_at_every_step",
            "test_last_digits_of_first_results",
            "test_last_digits_of_several_instances",
        ],
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
