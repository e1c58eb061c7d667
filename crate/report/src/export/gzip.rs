//! Bytes as a gzip file (RFC 1952) that holds them as they are.
//!
//! Some formats have to be gzip files. These are small, and compressing them would make the
//! program that does it larger than it makes them smaller.

/// The most bytes that a stored block of a deflate stream (RFC 1951) holds.
const MOST: usize = 0xffff;

/// The method is deflate; no flags, no time, no level, and no system are told.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

pub(super) fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut file = HEADER.to_vec();
    let mut rest = bytes;
    loop {
        let (block, behind) = rest.split_at(rest.len().min(MOST));
        rest = behind;
        // A block is at most as long as its two bytes of length can say.
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
    fn the_checksum_is_that_of_the_standard() {
        // The check value of CRC-32 in every catalogue of them.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn long_bytes_are_in_blocks_of_which_the_last_says_so() {
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
