//! A new kind of report and a new format of exports, each one file and one line, on copies of the
//! crates: they compile, but not without one of their parts.

use std::path::Path;

use highwater_crate_copies::{Copies, modules_in, read, replaced};

/// The crates needed to compile the reports.
const CRATES: [&str; 4] = ["capture", "capture-state", "report", "typescript"];

const PACKAGE: &str = "highwater-report";

/// The places of an addition: its file, and the list with the line before its own.
struct Addition {
    file: &'static str,
    text: &'static str,
    list: &'static str,
    neighbour: &'static str,
    line: &'static str,
}

const FORMAT: Addition = Addition {
    file: "crate/report/src/export/formats/location_count.rs",
    text: include_str!("location_count.rs"),
    list: "crate/report/src/export/formats/mod.rs",
    neighbour: "    Csv in csv;\n",
    line: "    /// The number of locations.\n    LocationCount in location_count;\n",
};

const KIND: Addition = Addition {
    file: "crate/report/src/kinds/never_freed.rs",
    text: include_str!("never_freed.rs"),
    list: "crate/report/src/kind_list.rs",
    neighbour: "            Leaks = \"leaks\" in leaks;\n",
    line: "            /// The tree of the allocations never freed.\n            \
           NeverFreed = \"never-freed\" in never_freed;\n",
};

/// The parts of a format: their first and last words, and the compiler's message for a missing one.
const PARTS_OF_A_FORMAT: [(&str, &str, &str); 7] = [
    ("    const NAME", ";\n", "missing: `NAME`"),
    ("    const TITLE", ";\n", "missing: `TITLE`"),
    ("    const EXTENSION", ";\n", "missing: `EXTENSION`"),
    ("    const MEDIA_TYPE", ";\n", "missing: `MEDIA_TYPE`"),
    ("    const DESCRIPTION", ";\n", "missing: `DESCRIPTION`"),
    ("    const WRITE", ";\n", "missing: `WRITE`"),
    (
        "pub(super) struct LocationCount",
        ";\n",
        "cannot find type `LocationCount`",
    ),
];

/// The parts of a kind.
const PARTS_OF_A_KIND: [(&str, &str, &str); 5] = [
    ("pub type Content", ";\n", "`Content`"),
    ("pub(crate) const DESCRIPTION", "\n};\n", "`DESCRIPTION`"),
    ("    stacks", ",\n", "missing field `stacks`"),
    ("    takes_between", ",\n", "missing field `takes_between`"),
    ("    content", "    },\n", "missing field `content`"),
];

/// Compiles the addition, complete and without each of its parts.
fn try_without_parts(name: &str, addition: &Addition, parts: &[(&str, &str, &str)]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let copies = Copies::new(folder, &CRATES);
    copies.copy_with_line(addition.list, addition.neighbour, addition.line);
    let missing = copies.check(PACKAGE).expect_err("no file");
    assert!(missing.contains("file not found for module"), "{missing}");
    copies.write(addition.file, addition.text);
    assert_eq!(copies.check(PACKAGE), Ok(()));
    for (first, last, words) in parts {
        copies.write(addition.file, &replaced(addition.text, first, last, ""));
        let errors = copies.check(PACKAGE).expect_err(first);
        assert!(errors.contains(words), "{first}: {errors}");
    }
}

#[test]
fn a_format_without_one_of_its_parts_does_not_compile() {
    try_without_parts("new-format", &FORMAT, &PARTS_OF_A_FORMAT);
}

#[test]
fn a_kind_without_one_of_its_parts_does_not_compile() {
    try_without_parts("new-kind", &KIND, &PARTS_OF_A_KIND);
}

#[test]
fn every_file_of_a_format_and_of_a_kind_is_in_its_list() {
    for (folder, list, others) in [
        (
            "crate/report/src/export/formats",
            FORMAT.list,
            ["mod", "mod"],
        ),
        ("crate/report/src/kinds", KIND.list, ["mod", "description"]),
    ] {
        let list = read(list);
        for module in modules_in(folder) {
            let line = format!(" in {module};");
            assert!(
                others.contains(&module.as_str()) || list.contains(&line),
                "{module}"
            );
        }
    }
}
