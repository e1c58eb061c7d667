//! Paths of source files, for display.

/// A source file in its package.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The package, if the path contains one.
    pub(crate) krate: Option<String>,
    /// The package with its version, and the path in it.
    pub(crate) file: String,
}

impl Source {
    /// The source of a path in the debug information. A path outside of known packages is cut to
    /// its last two parts, without the names of home folders.
    pub(crate) fn of(path: &str) -> Self {
        let parts = parts(path);
        // Compilers put a folder before relative paths, including those renamed by the build: the
        // last package in a path is the right one.
        let found = (0..parts.len())
            .rev()
            .find_map(|start| Package::at(&parts[..start], &parts[start..]));
        let Some((package, file)) = found else {
            let known = parts_of_no_home(&parts);
            return Self {
                krate: None,
                file: known[known.len().saturating_sub(2)..].join("/"),
            };
        };
        let version = package.version.map_or(String::new(), |v| format!(" {v}"));
        Self {
            file: format!("{}{version}: {}", package.name, file.join("/")),
            krate: Some(package.name),
        }
    }
}

/// The parts of a path, with `..` resolved.
fn parts(path: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts
}

/// The parts of a path after the last home folder in it.
fn parts_of_no_home<'a, 'p>(parts: &'a [&'p str]) -> &'a [&'p str] {
    let behind = |count: usize, is_found: fn(&&str) -> bool| {
        let found = parts.iter().rposition(&is_found);
        found.map_or(0, |position| (position + count).min(parts.len()))
    };
    let homes = behind(2, |part| {
        part.eq_ignore_ascii_case("home") || part.eq_ignore_ascii_case("users")
    });
    let roots = behind(1, |part| *part == "root" || part.ends_with(':'));
    &parts[homes.max(roots)..]
}

struct Package {
    name: String,
    version: Option<String>,
}

impl Package {
    /// The package in the folder at the start of `after`, which follows `before`, and the path in
    /// it.
    fn at<'a, 'p>(before: &[&str], after: &'a [&'p str]) -> Option<(Self, &'a [&'p str])> {
        let (folder, file) = after.split_first()?;
        if file.is_empty() {
            return None;
        }
        let package = match before {
            // The compiler's name for its sources, and the path of its component with them.
            [.., "rustc", _] | [.., "rustlib", "src", "rust"] if *folder == "library" => Self {
                name: "std".into(),
                version: None,
            },
            [.., "highwater", "crate"] => Self {
                name: format!("highwater-{folder}"),
                version: None,
            },
            // The standard library's dependencies.
            [.., "rust", "deps"] => Self::of_release(folder)?,
            [.., index] if is_registry_index(index) => Self::of_release(folder)?,
            _ => return None,
        };
        Some((package, file))
    }

    /// The package of a folder with a name and a version: `num-bigint-0.5.1`.
    fn of_release(folder: &str) -> Option<Self> {
        let (at, _) = folder.match_indices('-').find(|(at, _)| {
            let mut numbers = folder[at + 1..].split('.');
            let mut is_number = || {
                numbers
                    .next()
                    .is_some_and(|n| !n.is_empty() && n.bytes().all(|digit| digit.is_ascii_digit()))
            };
            is_number() && is_number()
        })?;
        Some(Self {
            name: folder[..at].into(),
            version: Some(folder[at + 1..].into()),
        })
    }
}

/// Returns `true` for the folder of a registry in cargo's home: its host, and a hash.
fn is_registry_index(folder: &str) -> bool {
    folder.rsplit_once('-').is_some_and(|(_, hash)| {
        hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RUSTC: &str = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860";

    fn shown(path: &str) -> (Option<String>, String) {
        let source = Source::of(path);
        (source.krate, source.file)
    }

    fn of(krate: &str, file: &str) -> (Option<String>, String) {
        (Some(krate.into()), file.into())
    }

    #[test]
    fn packages_of_the_registry_show_their_version() {
        let expected = of("num-bigint", "num-bigint 0.5.1: src/biguint/addition.rs");
        for before in [
            "",
            "highwater/",
            "/home/ada/.cargo/",
            "registry/index-0123456789abcdef/a-1.0.0/",
        ] {
            let path = format!(
                "{before}registry/index.crates.io-1949cf8c6b5b557f/num-bigint-0.5.1/src/biguint/addition.rs"
            );
            assert_eq!(shown(&path), expected);
        }
        assert_eq!(
            shown(
                "C:\\Users\\ada\\.cargo\\registry\\src\\index.crates.io-1949cf8c6b5b557f\\num-bigint-0.5.1\\src\\biguint\\addition.rs"
            ),
            expected
        );
        assert_eq!(
            shown(
                "registry/index.crates.io-1949cf8c6b5b557f/wasi-0.11.1+wasi-snapshot-preview1/src/lib.rs"
            ),
            of("wasi", "wasi 0.11.1+wasi-snapshot-preview1: src/lib.rs")
        );
        assert_eq!(
            shown("registry/index.crates.io-1949cf8c6b5b557f/x-2-y-1.2.3-rc.1/src/lib.rs"),
            of("x-2-y", "x-2-y 1.2.3-rc.1: src/lib.rs")
        );
    }

    #[test]
    fn the_standard_library_is_one_package() {
        assert_eq!(
            shown(&format!("{RUSTC}/library/alloc/src/vec/mod.rs")),
            of("std", "std: alloc/src/vec/mod.rs")
        );
        assert_eq!(
            shown(&format!(
                "{RUSTC}/library/core/src/../../stdarch/crates/core_arch/src/wasm32/memory.rs"
            )),
            of("std", "std: stdarch/crates/core_arch/src/wasm32/memory.rs")
        );
        assert_eq!(
            shown("/opt/rust/lib/rustlib/src/rust/library/core/src/cmp.rs"),
            of("std", "std: core/src/cmp.rs")
        );
        assert_eq!(
            shown("/rust/deps/hashbrown-0.15.5/src/raw/mod.rs"),
            of("hashbrown", "hashbrown 0.15.5: src/raw/mod.rs")
        );
    }

    #[test]
    fn packages_of_the_workspace_have_their_names() {
        let expected = of(
            "highwater-exercise",
            "highwater-exercise: src/algorithms.rs",
        );
        for before in ["", "highwater/", RUSTC] {
            assert_eq!(
                shown(&format!(
                    "{before}/highwater/crate/exercise/src/algorithms.rs"
                )),
                expected
            );
        }
    }

    #[test]
    fn two_parts_of_other_paths_are_kept() {
        for (path, file) in [
            (
                "target/release/build/serde-0123456789abcdef/out/private.rs",
                "out/private.rs",
            ),
            ("/tmp/program/src/main.rs", "src/main.rs"),
            ("main.rs", "main.rs"),
            ("", ""),
            ("/home/ada/main.rs", "main.rs"),
            ("/home/ada", ""),
            ("/root/main.rs", "main.rs"),
            ("C:\\Users\\Ada\\main.rs", "main.rs"),
            ("C:\\main.rs", "main.rs"),
            ("../../main.rs", "main.rs"),
            ("/rustc/library", "rustc/library"),
        ] {
            assert_eq!(shown(path), (None, file.into()), "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_home_folder_is_shown(
            prefix in prop_oneof!["/home/", "/Users/", "/var/home/", "C:\\\\Users\\\\", "highwater//home/"],
            folders in prop::collection::vec("[a-z.]{1,8}|registry|src|highwater|crate|rustc|library|deps|rust|index-0123456789abcdef|a-1.0.0", 0..8),
        ) {
            let path = format!("{prefix}SECRET/{}", folders.join("/"));
            let Source { krate, file } = Source::of(&path);
            prop_assert!(!file.contains("SECRET"), "{file}");
            prop_assert!(!krate.is_some_and(|krate| krate.contains("SECRET")));
        }

        #[test]
        fn no_path_is_absolute(path in "([a-z.:/\\\\-]|/registry/|/index-0123456789abcdef/|/a-1.0/|/highwater/|/crate/){0,20}") {
            let Source { krate, file } = Source::of(&path);
            let inside = file.split_once(": ").map_or(&*file, |(_, inside)| inside);
            prop_assert!(!inside.starts_with('/') && !inside.contains('\\') && !inside.contains(".."), "{file}");
            prop_assert_eq!(krate.is_some(), file.contains(": "));
        }
    }
}
