//! A new policy, one file and one line, on a copy of the crates: it compiles, but not without one
//! of its parts.

use std::path::Path;
use std::process::{Command, Stdio};

use highwater_crate_copies::{Copies, modules_in, read, replaced, text};

/// The file of the new policy.
const POLICY: &str = include_str!("second_only.rs");

/// A program that uses it.
const USER: &str = include_str!("user.rs");

const LIST: &str = "crate/cache/src/bound/mod.rs";
const FILE: &str = "crate/cache/src/bound/second_only.rs";

/// Copies of the two crates, with the policy in the list, and a program that uses them.
fn copies(name: &str) -> Copies {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let copies = Copies::new(folder, &["cache", "exercise"]);
    copies.copy("web/exercises/lru-cache/test_lru_cache.py");
    let manifest = "[package]\nname = \"user\"\nedition = \"2024\"\n\n[dependencies]\n\
                    highwater-cache.workspace = true\nhighwater-exercise.workspace = true\n";
    copies.write("crate/user/Cargo.toml", manifest);
    copies.write("crate/user/src/main.rs", USER);
    copies.copy_with_line(LIST, "    gdsf::Gdsf,\n", "    second_only::SecondOnly,\n");
    copies
}

/// The errors of compiling the crate of policies with this one.
fn check(copies: &Copies, policy: &str) -> Result<(), String> {
    copies.write(FILE, policy);
    copies.check("highwater-cache")
}

/// The parts of a policy: their first and last words, and the compiler's message for a missing one.
const PARTS: [(&str, &str, &str); 24] = [
    ("    const NAME", ";\n", "missing: `NAME`"),
    ("    const SUMMARY", ";\n", "missing: `SUMMARY`"),
    ("    const PARAMETER", ";\n", "missing: `PARAMETER`"),
    ("    const PYTHON", "    };\n", "missing: `PYTHON`"),
    ("        imports", ",\n", "missing field `imports`"),
    ("        definition", "\"],\n", "missing field `definition`"),
    ("        before", ",\n", "missing field `before`"),
    ("        name: \"second", ",\n", "missing field `name`"),
    ("        argument", ",\n", "missing field `argument`"),
    ("        after", ",\n", "missing field `after`"),
    (
        "        pylint_reports",
        ",\n",
        "missing field `pylint_reports`",
    ),
    ("        levels", ",\n", "missing field `levels`"),
    (
        "    fn from_parameter",
        "    }\n",
        "missing: `from_parameter`",
    ),
    ("    fn parameter", "    }\n", "missing: `parameter`"),
    ("    fn maxsize", "    }\n", "missing: `maxsize`"),
    ("    fn recall", "    }\n", "missing: `recall`"),
    ("    type Kind", ";\n", "missing: `Kind`"),
    ("    fn new", "\n    }\n", "missing: `new`"),
    ("    fn get", "\n    }\n", "missing: `get`"),
    ("    fn insert", "\n    }\n", "missing: `insert`"),
    ("    fn len", "    }\n", "missing: `len`"),
    ("    fn currsize", "    }\n", "missing: `currsize`"),
    ("    fn clear", "    }\n", "missing: `clear`"),
    ("    fn validate", "    }\n", "missing: `validate`"),
];

/// Invalid texts for parts, and the compiler's message for them.
const FAULTS: [(&str, &str, &str); 7] = [
    ("\"2nd-only\"", "\"2nd only\"", "NAME is not of lower-case"),
    ("\"2nd-only\"", "\"\"", "NAME is not of lower-case"),
    ("\"2nd-only\"", "\"lru\"", "two bounds have one NAME"),
    ("\"2nd-only\"", "\"gc\"", "NAME is the name of another part"),
    (
        "oldest is evicted.",
        "oldest is evicted",
        "SUMMARY is not a sentence",
    ),
    (
        "Some(\"entries\")",
        "None",
        "PYTHON has an argument exactly where",
    ),
    ("minimum: 1", "minimum: 101", "PARAMETER has no number"),
];

#[test]
fn a_policy_without_one_of_its_parts_does_not_compile() {
    let copies = copies("incomplete-policy");
    assert_eq!(check(&copies, POLICY), Ok(()));
    for (first, last, words) in PARTS {
        let errors = check(&copies, &replaced(POLICY, first, last, "")).expect_err(first);
        assert!(errors.contains(words), "{first}: {errors}");
    }
    for (part, by, words) in FAULTS {
        let errors = check(&copies, &replaced(POLICY, part, "", by)).expect_err(by);
        assert!(errors.contains(words), "{by}: {errors}");
    }
}

#[test]
fn a_policy_of_one_file_and_one_line_runs_the_exercise() {
    let copies = copies("new-policy");
    copies.write(FILE, POLICY);
    let output = copies.cargo(&["run", "--package=user"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    let (misses, program) = printed.split_once('\n').expect("a line");
    // The Python program has the same number of misses.
    let observed = format!("{program}    print(Algorithms.factorial_plus.missed[0])\n");
    let python = Command::new("python3")
        .args(["-c", &observed])
        .stderr(Stdio::inherit())
        .output();
    let Ok(python) = python else {
        eprintln!("skipped: no python3");
        return;
    };
    assert_eq!(text(&python.stdout).lines().last(), Some(misses));
}

#[test]
fn all_files_of_policies_are_in_the_list() {
    let list = read(LIST);
    for module in modules_in("crate/cache/src/bound") {
        let line = format!("\n    {module}::");
        assert!(module == "mod" || list.contains(&line), "{module}");
    }
}
