//! Functions by their names alone, for debug files without more.

use wasmparser::{BinaryReader, BinaryReaderError};

use crate::{SymbolFrame, SymbolsError, name};

/// The crates of the standard library, and the compiler's name for its own functions.
const STANDARD: [&str; 5] = ["alloc", "core", "std", "compiler_builtins", "__rustc"];

/// The common start of this workspace's crates, whose packages are named with hyphens.
const OWN: &str = "highwater_";

/// The starts and names of functions.
pub(crate) struct Names {
    /// The functions, by their starts.
    functions: Vec<(u32, String)>,
}

impl Names {
    /// Reads a section: the number of functions; the distance of each from the start of the one
    /// before it; and the demangled name of each.
    pub(crate) fn read(section: &[u8]) -> Result<Self, SymbolsError> {
        let damaged = |error: BinaryReaderError| SymbolsError::Damaged(error.message().into());
        let mut reader = BinaryReader::new(section, 0);
        let count = reader.read_var_u32().map_err(damaged)?;
        // Nothing is reserved for the count, which may be damaged.
        let mut functions = Vec::new();
        let mut start = 0_u32;
        for _ in 0..count {
            let distance = reader.read_var_u32().map_err(damaged)?;
            start = start
                .checked_add(distance)
                .ok_or_else(|| SymbolsError::Damaged("a function starts beyond 4 GiB".into()))?;
            functions.push((start, String::new()));
        }
        for (_, name) in &mut functions {
            reader.read_string().map_err(damaged)?.clone_into(name);
        }
        Ok(Self { functions })
    }

    /// The function of the code at an offset; `None` if its name is unknown.
    pub(crate) fn at(&self, offset: u32) -> Option<SymbolFrame> {
        let behind = self
            .functions
            .partition_point(|(start, _)| *start <= offset);
        let (_, symbol) = self.functions.get(behind.checked_sub(1)?)?;
        (!symbol.is_empty()).then(|| SymbolFrame {
            function: name::readable(symbol),
            krate: crate_of(symbol),
            file: None,
            line: None,
            inlined: false,
        })
    }
}

/// The crate of a function's code, according to its demangled name: for `<a::A as b::B>::f` the
/// first that is not the standard library's.
fn crate_of(name: &str) -> Option<String> {
    let crates = match name.strip_prefix('<') {
        Some(implementation) => crates_in(implementation),
        None => crates_in(name).into_iter().take(1).collect(),
    };
    let is_standard = |krate: &&str| STANDARD.contains(krate);
    match crates.iter().find(|krate| !is_standard(krate)) {
        Some(krate) if krate.starts_with(OWN) => Some(krate.replace('_', "-")),
        Some(krate) => Some((*krate).into()),
        None => crates.first().map(|_| "std".into()),
    }
}

/// The first parts of the paths in the text up to the bracket that closes the enclosing one,
/// without paths in further brackets.
fn crates_in(text: &str) -> Vec<&str> {
    let is_in_path = |c: char| c == '_' || c == ':' || c.is_alphanumeric();
    let mut crates = Vec::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    let mut path_start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_in_path(c) {
            path_start = path_start.or(Some(at));
        } else if let Some(start) = path_start.take()
            && depth == 0
            && let Some((krate, _)) = text[start..at].split_once("::")
            && !krate.is_empty()
        {
            crates.push(krate);
        }
        match c {
            '<' => depth += 1,
            '>' if before != '-' => match depth.checked_sub(1) {
                Some(left) => depth = left,
                None => break,
            },
            _ => {}
        }
        before = c;
    }
    crates
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_crate_of_a_function_is_that_of_its_code() {
        for (name, krate) in [
            (
                "rustpython_vm::frame::ExecutingFrame::run",
                Some("rustpython_vm"),
            ),
            ("<rustpython_vm::dict::Dict>::new", Some("rustpython_vm")),
            (
                "<rustpython_vm::A as core::clone::Clone>::clone",
                Some("rustpython_vm"),
            ),
            ("<alloc::vec::Vec<a::T> as a::b::Trait>::f", Some("a")),
            (
                "<alloc::vec::Vec<a::T> as core::clone::Clone>::clone",
                Some("std"),
            ),
            ("<T as a::Trait<b::C>>::f", Some("a")),
            ("<&[T] as core::fmt::Debug>::fmt", Some("std")),
            ("<fn(A) -> B as a::Trait>::f", Some("a")),
            ("core::ptr::drop_in_place<a::B>", Some("std")),
            ("a::b::<impl core::clone::Clone for c::D>::clone", Some("a")),
            ("__rustc::__rust_alloc", Some("std")),
            (
                "highwater_tracer::allocator::TracingAllocator::alloc",
                Some("highwater-tracer"),
            ),
            ("memcpy", None),
            ("<T>", None),
            ("", None),
            ("::", None),
        ] {
            assert_eq!(crate_of(name).as_deref(), krate, "{name}");
        }
    }

    /// Three functions, the second without a name.
    const SECTION: &[u8] = b"\x03\x05\x10\x80\x01\x04a::f\x00\x04b::g";

    #[test]
    fn functions_are_found_by_any_offset_in_them() {
        let names = Names::read(SECTION).unwrap();
        for (offset, function) in [
            (0, None),
            (4, None),
            (5, Some("a::f")),
            (20, Some("a::f")),
            (21, None),
            (148, None),
            (149, Some("b::g")),
            (u32::MAX, Some("b::g")),
        ] {
            let frame = names.at(offset);
            assert_eq!(
                frame.as_ref().map(|frame| &*frame.function),
                function,
                "{offset}"
            );
        }
        let frame = names.at(5).unwrap();
        assert_eq!(frame.krate.as_deref(), Some("a"));
        assert_eq!((frame.file, frame.line, frame.inlined), (None, None, false));
    }

    #[test]
    fn damaged_sections_are_refused() {
        for length in 0..SECTION.len() {
            let read = Names::read(&SECTION[..length]);
            assert!(matches!(read, Err(SymbolsError::Damaged(_))), "{length}");
        }
        let far = b"\x02\xff\xff\xff\xff\x0f\x01\x00\x00";
        assert!(matches!(Names::read(far), Err(SymbolsError::Damaged(_))));
        assert!(Names::read(b"\xff\xff\xff\xff\x0f").is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(section in prop::collection::vec(any::<u8>(), 0..40), offset: u32) {
            if let Ok(names) = Names::read(&section) {
                names.at(offset);
            }
        }

        #[test]
        fn any_name_has_a_crate_or_none(name in "(\\PC|[<>:a, _-]|->|::){0,60}") {
            crate_of(&name);
        }
    }
}
