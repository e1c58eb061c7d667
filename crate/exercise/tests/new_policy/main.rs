//! A new policy is one file and one line, and does not compile when a part of it is forgotten:
//! both are tried on a copy of the crates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The file of the policy that is added.
const POLICY: &str = include_str!("second_only.rs");

/// A program that uses it.
const USER: &str = include_str!("user.rs");

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

const LIST: &str = "crate/cache/src/bound/mod.rs";
const FILE: &str = "crate/cache/src/bound/second_only.rs";

/// A workspace of the two crates, of the program that uses them, and of no others.
struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// A copy, in a folder of its own, with the policy in the list.
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(folder.join("crate"));
        let workspace = Self { folder };
        for file in ["Cargo.toml", "Cargo.lock"] {
            workspace.copy(file);
        }
        for part in ["cache/src", "exercise/src"] {
            workspace.copy_folder(&format!("crate/{part}"));
        }
        workspace.copy("web/exercises/lru-cache/test_lru_cache.py");
        for name in ["cache", "exercise"] {
            let file = format!("crate/{name}/Cargo.toml");
            workspace.write(&file, &without_dev_dependencies(&read(&file)));
        }
        let manifest = "[package]\nname = \"user\"\nedition = \"2024\"\n\n[dependencies]\n\
                        highwater-cache.workspace = true\nhighwater-exercise.workspace = true\n";
        workspace.write("crate/user/Cargo.toml", manifest);
        workspace.write("crate/user/src/main.rs", USER);
        let list = read(LIST);
        let end = "    lru::Lru,\n";
        assert!(list.contains(end), "{LIST} has another form");
        let added = list.replacen(end, &format!("{end}    second_only::SecondOnly,\n"), 1);
        workspace.write(LIST, &added);
        workspace
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn copy(&self, file: &str) {
        self.write(file, &read(file));
    }

    fn copy_folder(&self, folder: &str) {
        for entry in fs::read_dir(Path::new(REPOSITORY).join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a name");
            let inside = format!("{folder}/{name}");
            if entry.path().is_dir() {
                self.copy_folder(&inside);
            } else {
                self.copy(&inside);
            }
        }
    }

    /// Runs cargo, with the packages that the build of this test has used.
    fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--offline", "--quiet", "--color=never", "--target-dir"])
            .arg(self.folder.join("target"))
            .current_dir(&self.folder)
            .output()
            .expect("cargo")
    }

    /// The errors of compiling the crate of policies.
    fn check(&self, policy: &str) -> Result<(), String> {
        self.write(FILE, policy);
        let output = self.cargo(&["check", "--package=highwater-cache"]);
        if output.status.success() {
            Ok(())
        } else {
            Err(text(&output.stderr))
        }
    }
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(REPOSITORY).join(file)).expect(file)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A manifest without the crates that only tests use.
fn without_dev_dependencies(manifest: &str) -> String {
    let (before, after) = manifest
        .split_once("[dev-dependencies]")
        .expect("a section");
    let (_, lints) = after.split_once("[lints]").expect("a section");
    format!("{before}[lints]{lints}")
}

/// The policy with a part of its text, from its first words to its last, replaced.
fn replaced(first: &str, last: &str, by: &str) -> String {
    let (before, rest) = POLICY.split_once(first).expect(first);
    let (_, after) = rest.split_once(last).expect(last);
    format!("{before}{by}{after}")
}

/// The parts of a policy: their first and last words, and the compiler's for one that is missing.
const PARTS: [(&str, &str, &str); 22] = [
    ("    const NAME", ";\n", "missing: `NAME`"),
    ("    const SUMMARY", ";\n", "missing: `SUMMARY`"),
    ("    const PARAMETER", ";\n", "missing: `PARAMETER`"),
    ("    const PYTHON", "    };\n", "missing: `PYTHON`"),
    ("        imports", ",\n", "missing field `imports`"),
    ("        definition", "\",\n", "missing field `definition`"),
    ("        before", ",\n", "missing field `before`"),
    ("        name: \"second", ",\n", "missing field `name`"),
    ("        argument", ",\n", "missing field `argument`"),
    ("        after", ",\n", "missing field `after`"),
    (
        "        pylint_reports",
        ",\n",
        "missing field `pylint_reports`",
    ),
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
    ("    fn clear", "    }\n", "missing: `clear`"),
    ("    fn validate", "    }\n", "missing: `validate`"),
];

/// Parts with another text that does not go, and the compiler's words for it.
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
    let workspace = Workspace::new("incomplete-policy");
    assert_eq!(workspace.check(POLICY), Ok(()));
    for (first, last, words) in PARTS {
        let errors = workspace
            .check(&replaced(first, last, ""))
            .expect_err(first);
        assert!(errors.contains(words), "{first}: {errors}");
    }
    for (part, by, words) in FAULTS {
        let errors = workspace.check(&replaced(part, "", by)).expect_err(by);
        assert!(errors.contains(words), "{by}: {errors}");
    }
}

#[test]
fn a_policy_of_one_file_and_one_line_runs_the_exercise() {
    let workspace = Workspace::new("new-policy");
    workspace.write(FILE, POLICY);
    let output = workspace.cargo(&["run", "--package=user"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    let (misses, program) = printed.split_once('\n').expect("a line");
    // The Python on show misses as often.
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
fn every_file_of_a_policy_is_in_the_list() {
    let list = read(LIST);
    let folder = Path::new(REPOSITORY).join("crate/cache/src/bound");
    for entry in fs::read_dir(folder).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_string_lossy().into_owned();
        let line = format!("\n    {}::", name.trim_end_matches(".rs"));
        assert!(name == "mod.rs" || list.contains(&line), "{name}");
    }
}
