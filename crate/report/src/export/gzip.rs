//! Gzip files (RFC 1952) with uncompressed content.
//!
//! Some formats must be gzip files. The files are small: a compressor would enlarge the module by
//! more than it saves.

/// The maximum length of a stored block in a deflate stream (RFC 1951), in bytes.
const MOST: usize = 0xffff;

/// The method is deflate; there are no flags, and time, level and system are unspecified.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut file = HEADER.to_vec();
    let mut rest = bytes;
    loop {
        let (block, behind) = rest.split_at(rest.len().min(MOST));
        rest = behind;
        // A block is at most as long as its two-byte length allows.
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        file.push(rest.is_empty().into());
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
        file.extend(block);
        if rest.is_empty() {
            break;
        }
    }
    file.extend(crc32(bytes).to_le_bytes());
    // The length, modulo 2³².
    #[allow(clippy::cast_possible_truncation)]
    file.extend((bytes.len() as u32).to_le_bytes());
    file
}

/// The checksum of RFC 1952, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let shifted = |crc: u32, _| (crc >> 1) ^ (POLYNOMIAL & (crc & 1).wrapping_neg());
    !bytes
        .iter()
        .fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), shifted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_standard_one() {
        // The check value of CRC-32 in catalogues.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn long_content_is_in_blocks_with_a_final_flag_on_the_last() {
        for (length, blocks) in [(0, 1), (1, 1), (MOST, 1), (MOST + 1, 2), (3 * MOST, 3)] {
            let file = stored(&vec![7; length]);
            assert_eq!(file.len(), HEADER.len() + 5 * blocks + length + 8);
            let finals: Vec<u8> = (0..blocks)
                .map(|block| file[HEADER.len() + block * (MOST + 5)])
                .collect();
            assert_eq!(finals.iter().sum::<u8>(), 1, "{finals:?}");
            assert_eq!(finals.last(), Some(&1));
        }
    }
}
