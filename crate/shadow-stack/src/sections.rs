//! Sections in binary form.

use wasm_encoder::Encode;

/// The header of a module.
pub(crate) const HEADER: &[u8; 8] = b"\0asm\x01\0\0\0";

pub(crate) const CUSTOM: u8 = 0;
pub(crate) const TYPE: u8 = 1;
pub(crate) const MEMORY: u8 = 5;
pub(crate) const GLOBAL: u8 = 6;
pub(crate) const EXPORT: u8 = 7;
pub(crate) const CODE: u8 = 10;

/// The ids of sections in their order in a module.
const ORDER: [u8; 13] = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

/// Returns `true` if the first section comes after the second in a module. Custom sections can be
/// anywhere.
pub(crate) fn is_behind(id: u8, other: u8) -> bool {
    let place = |id| ORDER.iter().position(|other| *other == id);
    place(id) > place(other)
}

/// Appends a section: its id, its length and its contents. Returns the offset of the contents.
pub(crate) fn append(module: &mut Vec<u8>, id: u8, contents: &[u8]) -> usize {
    module.push(id);
    append_sized(module, contents)
}

/// Appends the length of some bytes and the bytes. Returns the offset of the bytes.
pub(crate) fn append_sized(out: &mut Vec<u8>, bytes: &[u8]) -> usize {
    count(out, bytes.len());
    let start = out.len();
    out.extend_from_slice(bytes);
    start
}

/// Appends a number in the format of the lengths of sections and vectors.
pub(crate) fn count(out: &mut Vec<u8>, mut count: usize) {
    while count >= 0x80 {
        out.push(0x80 | low_byte(count));
        count >>= 7;
    }
    out.push(low_byte(count));
}

fn low_byte(number: usize) -> u8 {
    number.to_le_bytes()[0]
}

/// The number at the start of a valid section's contents, and the bytes after it.
pub(crate) fn counted(contents: &[u8]) -> (usize, &[u8]) {
    let length = contents
        .iter()
        .take_while(|byte| **byte & 0x80 != 0)
        .count()
        + 1;
    let (number, rest) = contents.split_at(length.min(contents.len()));
    let number = number
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f));
    (number, rest)
}

/// The contents of a section with entries added after the existing ones.
pub(crate) fn extended(contents: &[u8], added: &[Vec<u8>]) -> Vec<u8> {
    let (number, entries) = counted(contents);
    let mut extended = Vec::with_capacity(contents.len() + 64);
    count(&mut extended, number + added.len());
    extended.extend_from_slice(entries);
    extended.extend(added.iter().flatten());
    extended
}

/// The contents of a custom section.
pub(crate) fn custom(name: &str, data: &[u8]) -> Vec<u8> {
    let mut contents = Vec::with_capacity(name.len() + data.len() + 5);
    name.encode(&mut contents);
    contents.extend_from_slice(data);
    contents
}
