//! Chooses the modules of Python's library that the interpreter has frozen in it.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The modules that the exercise and ordinary teaching code import, and those that these need
/// themselves. A name without an ending is a package.
const MODULES: &[&str] = &[
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
    "pprint.py",
    "random.py",
    "re",
    "reprlib.py",
    "statistics.py",
    "string",
    "struct.py",
    "textwrap.py",
    "timeit.py",
    "token.py",
    "traceback.py",
    "types.py",
    "typing.py",
    "warnings.py",
    "weakref.py",
];

/// Bytes of the stack in linear memory. The interpreter measures by it how deep it may still go, so
/// that it has to end before the browser's own stack does.
const STACK_SIZE: u32 = 1 << 20;

fn main() {
    println!("cargo::rustc-cdylib-link-arg=-zstack-size={STACK_SIZE}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/library");
    let library = Path::new(rustpython_pylib::LIB_PATH);
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    let chosen = out.join("library");
    let _ = fs::remove_dir_all(&chosen);
    for name in MODULES {
        copy(&library.join(name), &chosen.join(name));
    }
    copy(Path::new("src/library"), &chosen);
    fs::write(
        out.join("library.rs"),
        "rustpython_vm::py_freeze!(dir = \"library\", crate_name = \"rustpython_compiler_core\")",
    )
    .expect("the build folder can be written to");
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).expect("the library can be read") {
            let entry = entry.expect("the library can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
        return;
    }
    let folder = to.parent().expect("it is inside a folder");
    fs::create_dir_all(folder).expect("the build folder can be written to");
    if let Err(error) = fs::copy(from, to) {
        panic!("{} cannot be copied: {error}", from.display());
    }
}
