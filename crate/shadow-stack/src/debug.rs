use sha2::{Digest, Sha256};

use crate::input::Input;
use crate::sections::{self, HEADER, append, custom};
use crate::{Error, names};

/// The length of a build's identity in bytes.
pub const BUILD_ID_LENGTH: usize = 16;

/// The identity of a build: the first 16 bytes of the SHA-256 of its code section's contents.
pub(crate) fn build_id(code: &[u8]) -> [u8; BUILD_ID_LENGTH] {
    let hash: [u8; 32] = Sha256::digest(code).into();
    std::array::from_fn(|index| hash[index])
}

/// The debug file of a module: a module with the same custom section `build_id` as the rewritten
/// module and the input's sections `.debug_*`, byte for byte, and no other content.
///
/// # Errors
///
/// If the input is not a valid module.
pub fn debug_file(input: &[u8]) -> Result<Vec<u8>, Error> {
    let input = Input::parse(input)?;
    let mut file = HEADER.to_vec();
    let code = input.contents(sections::CODE).unwrap_or_default();
    append(
        &mut file,
        sections::CUSTOM,
        &custom(names::BUILD_ID, &build_id(code)),
    );
    for section in &input.sections {
        if section
            .name
            .is_some_and(|name| name.starts_with(names::DEBUG_PREFIX))
        {
            append(&mut file, sections::CUSTOM, section.contents);
        }
    }
    Ok(file)
}
