//! Names of functions, for display.

use std::fmt::{self, Write as _};

/// The maximum length of a demangled symbol, in bytes: longer ones are shortened as they are.
const LONGEST_SYMBOL: usize = 4096;
/// The length of a demangled name that is read, in bytes: a short symbol can encode a very long
/// name.
const LONGEST_DEMANGLED: usize = 8192;
/// The maximum length of displayed generic arguments, in characters.
const LONGEST_ARGUMENTS: usize = 40;
/// The maximum length of a displayed name, in characters.
const LONGEST_NAME: usize = 160;
/// The maximum depth of brackets.
const DEEPEST: usize = 24;

/// The display name of a symbol: without its hash, with the last parts of the paths of types, and
/// with `…` in place of long generic arguments.
pub(crate) fn readable(symbol: &str) -> String {
    if symbol.len() > LONGEST_SYMBOL {
        return shortened(symbol);
    }
    let mut demangled = Bounded(String::new());
    // An error means that the bound was reached: the text up to it is used.
    let _ = write!(demangled, "{:#}", rustc_demangle::demangle(symbol));
    let mut reader = Reader {
        rest: without_export_hash(&demangled.0),
        depth: 0,
    };
    let mut name = String::new();
    while !reader.rest.is_empty() {
        name += &reader.path(Place::Function);
        // An unmatched closing bracket.
        if let Some(other) = reader.next() {
            name.push(other);
        }
    }
    shortened(&name)
}

/// The name of an exported function without the hash appended by wasm-bindgen.
fn without_export_hash(name: &str) -> &str {
    match name.rsplit_once('_') {
        Some((function, hash))
            if hash.len() == 16
                && !function.is_empty()
                && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) =>
        {
            function
        }
        _ => name,
    }
}

fn shortened(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.into(),
    }
}

/// Text up to the length limit.
struct Bounded(String);

impl fmt::Write for Bounded {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = LONGEST_DEMANGLED - self.0.len();
        if text.len() <= room {
            self.0 += text;
            return Ok(());
        }
        self.0 += &text[..text.floor_char_boundary(room)];
        Err(fmt::Error)
    }
}

/// The role of a path.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// The function: its whole path is displayed.
    Function,
    /// A type or trait in brackets: the last part of its path is displayed.
    Type,
}

/// A reader of a demangled name.
struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(prefix) else {
            return false;
        };
        self.rest = rest;
        true
    }

    /// Reads up to the end, or up to the bracket that closes the enclosing one, without reading it.
    fn path(&mut self, place: Place) -> String {
        let mut out = String::new();
        let mut path_start = 0;
        while let Some(next) = self.rest.chars().next() {
            if next == '>' {
                break;
            } else if self.skip("->") {
                out += "->";
                path_start = out.len();
            } else if self.skip("::") {
                self.separator(place, &mut out, path_start);
            } else if next == '<' {
                self.angle_brackets(place, &mut out);
            } else if next == '{' {
                out += &self.braces();
            } else if let Some(separator) = [", ", " + "]
                .into_iter()
                .find(|s| self.rest.trim_start().starts_with(s.trim()))
            {
                self.rest = self.rest.trim_start()[1..].trim_start();
                out += separator;
                path_start = out.len();
            } else {
                self.next();
                out.push(next);
                if !is_identifier(next) {
                    path_start = out.len();
                }
            }
        }
        out
    }

    /// Handles the text after `::`.
    fn separator(&mut self, place: Place, out: &mut String, path_start: usize) {
        // An unnamed block.
        while self.skip("_::") {}
        let is_arguments = self.rest.starts_with('<') && !self.rest.starts_with("<impl ");
        if is_arguments && out.ends_with(is_identifier) {
            return;
        }
        if place == Place::Function || self.rest.starts_with('{') {
            *out += "::";
        } else {
            out.truncate(path_start);
        }
    }

    /// Generic arguments, or the type that a function belongs to: `<BigUint as Clone>`.
    fn angle_brackets(&mut self, place: Place, out: &mut String) {
        self.next();
        let is_arguments = out.ends_with(is_identifier);
        // A type's inherent function: `<Vec<u8>>::push` is `Vec<u8>::push`.
        let is_owner = place == Place::Function && out.is_empty() && self.is_plain_path();
        if self.depth >= DEEPEST {
            self.skip_brackets();
            *out += "<…>";
            return;
        }
        self.depth += 1;
        let inner = self.path(if is_owner {
            Place::Function
        } else {
            Place::Type
        });
        self.depth -= 1;
        self.next();
        if is_owner {
            *out += &inner;
        } else if is_arguments {
            let _ = write!(out, "<{}>", bounded_arguments(&inner));
        } else {
            let _ = write!(out, "<{inner}>");
        }
    }

    /// Returns `true` if the opened brackets contain the path of a type and nothing else.
    fn is_plain_path(&self) -> bool {
        let inner = &self.rest[..closing_bracket(self.rest)];
        inner.starts_with(is_identifier)
            && !inner.starts_with("impl ")
            && !inner.starts_with("dyn ")
            && !inner.contains(" as ")
    }

    /// Skips the rest of the brackets, including the closing one.
    fn skip_brackets(&mut self) {
        self.rest = &self.rest[closing_bracket(self.rest)..];
        self.next();
    }

    /// `{{closure}}` and `{closure#0}` as `{closure}`.
    fn braces(&mut self) -> String {
        let inner = self.rest.trim_start_matches('{');
        let end = inner.find('}').unwrap_or(inner.len());
        self.rest = inner[end..].trim_start_matches('}');
        let kind = inner[..end].split(['#', '@']).next().unwrap_or_default();
        format!("{{{kind}}}")
    }
}

fn is_identifier(c: char) -> bool {
    c == '_' || c == '$' || c.is_alphanumeric()
}

/// The position of the bracket that closes the enclosing one.
fn closing_bracket(text: &str) -> usize {
    let mut open = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match c {
            '<' => open += 1,
            '>' if before != '-' => match open.checked_sub(1) {
                Some(left) => open = left,
                None => return at,
            },
            _ => {}
        }
        before = c;
    }
    text.len()
}

/// Generic arguments, without arguments of their own if they are long.
fn bounded_arguments(arguments: &str) -> String {
    let fits = |text: &str| text.chars().nth(LONGEST_ARGUMENTS).is_none();
    if fits(arguments) {
        return arguments.into();
    }
    let mut brief = String::new();
    let mut rest = arguments;
    while let Some(at) = rest.find('<') {
        let inner = &rest[at + 1..];
        brief += &rest[..at];
        brief += "<…>";
        rest = inner[closing_bracket(inner)..]
            .strip_prefix('>')
            .unwrap_or_default();
    }
    brief += rest;
    if fits(&brief) { brief } else { "…".into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn symbols_of_both_kinds_are_read() {
        for (symbol, name) in [
            (
                "_ZN18highwater_exercise6python13PythonProgram3new17h8094e867e939659bE",
                "highwater_exercise::python::PythonProgram::new",
            ),
            (
                "_RNvMNtCs5cOc02OMXlo_5alloc6stringNtB2_6String8push_str",
                "alloc::string::String::push_str",
            ),
            (
                "_ZN132_$LT$alloc..vec..Vec$LT$T$C$A$GT$$u20$as$u20$alloc..vec..spec_extend..SpecExtend$LT$$RF$T$C$core..slice..iter..Iter$LT$T$GT$$GT$$GT$11spec_extend17hb763549b7e647ebbE",
                "<Vec<T, A> as SpecExtend<&T, Iter<T>>>::spec_extend",
            ),
            ("start_a59bdbaf50825d5d", "start"),
            ("_a59bdbaf50825d5d", "_a59bdbaf50825d5d"),
            ("memcpy", "memcpy"),
        ] {
            assert_eq!(readable(symbol), name);
        }
    }

    #[test]
    fn types_lose_their_paths_and_functions_keep_them() {
        for (demangled, name) in [
            (
                "num_bigint::biguint::addition::<impl core::ops::arith::Add<u32> for &num_bigint::biguint::BigUint>::add",
                "num_bigint::biguint::addition::<impl Add<u32> for &BigUint>::add",
            ),
            (
                "<num_bigint::biguint::BigUint as core::clone::Clone>::clone",
                "<BigUint as Clone>::clone",
            ),
            (
                "<alloc::vec::Vec<u8>>::extend_from_slice",
                "alloc::vec::Vec<u8>::extend_from_slice",
            ),
            (
                "core::str::<impl str>::split_once",
                "core::str::<impl str>::split_once",
            ),
            (
                "core::ptr::drop_in_place::<alloc::raw_vec::RawVec<u8>>",
                "core::ptr::drop_in_place<RawVec<u8>>",
            ),
            (
                "<alloc::boxed::Box<dyn core::error::Error + core::marker::Sync> as core::convert::From<alloc::string::String>>::from",
                "<Box<dyn Error + Sync> as From<String>>::from",
            ),
            (
                "<fn(a::B,a::C) -> a::D as core::ops::Fn>::call",
                "<fn(B, C) -> D as Fn>::call",
            ),
            (
                "<[a::b::T] as a::Index<u8>>::index",
                "<[T] as Index<u8>>::index",
            ),
        ] {
            assert_eq!(readable(demangled), name);
        }
    }

    #[test]
    fn closures_and_blocks_have_no_numbers() {
        for (demangled, name) in [
            ("a::b::{{closure}}", "a::b::{closure}"),
            (
                "a::b::{closure#0}::{closure#1}",
                "a::b::{closure}::{closure}",
            ),
            ("a::_::b::{{closure}}", "a::b::{closure}"),
            ("x::y<a::f<T>::{{closure}}>", "x::y<f<T>::{closure}>"),
        ] {
            assert_eq!(readable(demangled), name);
        }
    }

    #[test]
    fn long_generic_arguments_are_cut() {
        for (demangled, name) in [
            (
                "core::ptr::drop_in_place<highwater_cache::bound::Store<alloc::boxed::Box<highwater_exercise::class::MethodKey<highwater_engine::probe::EngineProbe>>,alloc::rc::Rc<num_bigint::biguint::BigUint>,foldhash::fast::FixedState>>",
                "core::ptr::drop_in_place<Store<Box<…>, Rc<…>, FixedState>>",
            ),
            (
                "a::f<a::Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,a::Bbbbbbbbbbbbbbbbb>::g",
                "a::f<…>::g",
            ),
        ] {
            assert_eq!(readable(demangled), name);
        }
        let long = "a".repeat(LONGEST_SYMBOL + 1);
        assert_eq!(readable(&long), format!("{}…", "a".repeat(LONGEST_NAME)));
    }

    proptest! {
        #[test]
        fn any_text_is_read(symbol in "(\\PC|[<>:{}a, +-]|->|::|_R|_ZN){0,200}") {
            prop_assert!(readable(&symbol).chars().count() <= LONGEST_NAME + 1);
        }
    }

    #[test]
    fn deep_brackets_are_read() {
        let deep = format!("a{}", "<a".repeat(2000));
        assert_eq!(readable(&deep), "a<a<a<a<a<a<a<a<a<a<a<a<…>>>>>>>>>>>>");
    }
}
