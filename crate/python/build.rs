//! Chooses the modules of Python's library that are frozen into the interpreter.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The modules imported by the exercise and by ordinary teaching code, and their own imports. A
/// name without an extension is a package.
const MODULES: &[&str] = &[
    "_ast_unparse.py",
    "__future__.py",
    "_collections_abc.py",
    "_py_abc.py",
    "_py_warnings.py",
    "_pydatetime.py",
    "_pydecimal.py",
    "_strptime.py",
    "_weakrefset.py",
    "abc.py",
    "annotationlib.py",
    "ast.py",
    "bisect.py",
    "calendar.py",
    "codecs.py",
    "codeop.py",
    "collections",
    "contextlib.py",
    "contextvars.py",
    "copy.py",
    "copyreg.py",
    "dataclasses.py",
    "datetime.py",
    "decimal.py",
    "enum.py",
    "fractions.py",
    "functools.py",
    "genericpath.py",
    "heapq.py",
    "inspect.py",
    "io.py",
    "json/__init__.py",
    "json/decoder.py",
    "json/encoder.py",
    "json/scanner.py",
    "keyword.py",
    "linecache.py",
    "numbers.py",
    "operator.py",
    "posixpath.py",
    "pprint.py",
    "random.py",
    "re",
    "reprlib.py",
    "stat.py",
    "statistics.py",
    "string",
    "struct.py",
    "textwrap.py",
    "timeit.py",
    "token.py",
    "tokenize.py",
    "traceback.py",
    "types.py",
    "typing.py",
    "warnings.py",
    "weakref.py",
];

/// Modules whose documentation is left out: it is a large part of them, and few programs look at it.
const UNDOCUMENTED: &[&str] = &[
    "_py_warnings.py",
    "_pydatetime.py",
    "_pydecimal.py",
    "_strptime.py",
    "genericpath.py",
    "inspect.py",
    "posixpath.py",
    "stat.py",
    "tokenize.py",
];

/// The size of the stack in linear memory, in bytes: the room for recursion in `stacks.js`, and some
/// below it and above it.
const STACK_SIZE: u32 = (5 << 19) + (1 << 17);

fn main() {
    println!("cargo::rustc-cdylib-link-arg=-zstack-size={STACK_SIZE}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/additions");
    println!("cargo::rerun-if-changed=src/library");
    let library = Path::new(rustpython_pylib::LIB_PATH);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets the folder"));
    let chosen = out.join("library");
    let _ = fs::remove_dir_all(&chosen);
    for name in MODULES {
        copy(&library.join(name), &chosen.join(name));
    }
    for name in UNDOCUMENTED {
        let module = chosen.join(name);
        replace(&module, &without_documentation(&read(&module)));
    }
    append(Path::new("src/additions"), &chosen);
    copy(Path::new("src/library"), &chosen);
    fs::write(
        out.join("library.rs"),
        "rustpython_vm::py_freeze!(dir = \"library\", crate_name = \"rustpython_compiler_core\")",
    )
    .expect("the build folder is writable");
}

/// Appends code of ours to chosen modules, in place of a part of them.
fn append(addition: &Path, module: &Path) {
    if addition.is_dir() {
        for name in names_in(addition) {
            append(&addition.join(&name), &module.join(&name));
        }
        return;
    }
    replace(module, &(read(module) + &read(addition)));
}

/// The text of a module without that of its functions and classes about themselves.
fn without_documentation(text: &str) -> String {
    let mut kept = String::new();
    let (mut is_after_header, mut is_inside) = (false, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if is_inside {
            is_inside = !words.ends_with("\"\"\"");
            continue;
        }
        let quoted = words.strip_prefix('r').unwrap_or(words);
        if let Some(documentation) = quoted.strip_prefix("\"\"\"")
            && is_after_header
        {
            kept.push_str(&line[..line.len() - line.trim_start().len()]);
            kept.push_str("...\n");
            is_inside = !documentation.contains("\"\"\"");
            is_after_header = false;
            continue;
        }
        kept.push_str(line);
        if !words.is_empty() && !words.starts_with('#') {
            is_after_header = words.ends_with(':');
        }
    }
    kept
}

fn read(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => panic!("{} cannot be read: {error}", path.display()),
    }
}

/// Writes a copied file, which may be read-only.
fn replace(path: &Path, text: &str) {
    fs::remove_file(path).expect("the build folder is writable");
    fs::write(path, text).expect("the build folder is writable");
}

fn names_in(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).expect("the library is readable");
    let names = entries.map(|entry| entry.expect("the library is readable").file_name());
    names.collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for name in names_in(from) {
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    let folder = to.parent().expect("the file is in a folder");
    fs::create_dir_all(folder).expect("the build folder is writable");
    if let Err(error) = fs::copy(from, to) {
        panic!("{} cannot be copied: {error}", from.display());
    }
}
