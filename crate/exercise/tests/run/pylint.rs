//! Pylint's messages about the programs: as recorded, and as printed by an installed pylint.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use highwater_exercise::{Lint, Ranges};
use serde_json::{Value, json};

use crate::shapes::{every_shape, program, uncommented};

/// `{pylint, message, reported}`: the version, the message, and the line and column for each policy
/// with the message, in a program without the comment. Other policies have none.
const RECORDED: &str = include_str!("../../reference/pylint.json");

fn recorded() -> Value {
    serde_json::from_str(RECORDED).unwrap()
}

#[test]
fn the_programs_have_the_recorded_pylint_messages() {
    let recorded = recorded();
    let ranges = Ranges::default();
    let mut reported = serde_json::Map::new();
    for policy in every_shape() {
        let program = program(&policy, &ranges);
        let Some(Lint {
            id,
            symbol,
            message,
            line,
            column,
            ..
        }) = program.lint
        else {
            assert!(!program.text.contains("pylint"), "{policy}");
            continue;
        };
        let words = json!({ "id": id, "symbol": symbol, "message": message });
        assert_eq!(words, recorded["message"], "{policy}");
        let comment = format!("  # pylint: disable={id}\n");
        assert!(program.text.contains(&comment), "{policy}");
        assert!(!uncommented(&program).contains("pylint"), "{policy}");
        reported.insert(policy, json!([line, column]));
    }
    assert_eq!(Value::Object(reported), recorded["reported"]);
}

/// The messages in a folder's files: `(file, id, symbol, message, line, column)`.
fn pylint(folder: &Path) -> Option<Vec<(String, Value)>> {
    let program = std::env::var("PYLINT").unwrap_or_else(|_| "pylint".into());
    let version = Command::new(&program)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if !version.is_ok_and(|status| status.success()) {
        return None;
    }
    let output = Command::new(program)
        .args(["--disable=all", "--enable=W1518", "--exit-zero"])
        .args(["--rcfile=/dev/null", "--output-format=json"])
        .args(
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path()),
        )
        .output()
        .unwrap();
    let messages: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let read = |message: &Value| {
        let path = Path::new(message["path"].as_str().unwrap());
        let file = path.file_stem().unwrap().to_str().unwrap().to_string();
        let read = json!({
            "id": message["message-id"],
            "symbol": message["symbol"],
            "message": message["message"],
            "place": [message["line"], message["column"]],
        });
        (file, read)
    };
    Some(messages.iter().map(read).collect())
}

#[test]
fn pylint_prints_the_recorded_messages() {
    let ranges = Ranges::default();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pylint");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let shapes = every_shape();
    for (index, policy) in shapes.iter().enumerate() {
        let program = program(policy, &ranges);
        fs::write(
            folder.join(format!("shape{index}.py")),
            uncommented(&program),
        )
        .unwrap();
        fs::write(folder.join(format!("silenced{index}.py")), program.text).unwrap();
    }
    let Some(said) = pylint(&folder) else {
        eprintln!("skipped: no pylint on PATH, nor named by PYLINT");
        return;
    };
    let recorded = recorded();
    let mut reported = serde_json::Map::new();
    for (file, mut message) in said {
        let place = message.as_object_mut().unwrap().remove("place").unwrap();
        assert_eq!(message, recorded["message"], "{file}");
        let index: usize = file.strip_prefix("shape").unwrap().parse().unwrap();
        reported.insert(shapes[index].clone(), place);
    }
    assert_eq!(Value::Object(reported), recorded["reported"]);
}
