//! Variable-length integers: LEB128 and its zigzag form.

/// Folds a signed number so that numbers of small magnitude become small numbers.
#[inline]
pub(crate) fn zigzag(value: i64) -> u64 {
    (value.cast_unsigned() << 1) ^ (value >> 63).cast_unsigned()
}

/// The inverse of [`zigzag`].
#[inline]
pub(crate) fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// Writes `value` at `out[at..]` and returns the index after it.
///
/// A varint of 64 bits takes at most ten bytes.
#[inline]
pub(crate) fn write(out: &mut [u8], mut at: usize, mut value: u64) -> usize {
    while value >= 0x80 {
        // The truncation keeps the low seven bits and the mask sets the continuation bit.
        #[allow(clippy::cast_possible_truncation)]
        let low = value as u8;
        out[at] = low | 0x80;
        at += 1;
        value >>= 7;
    }
    #[allow(clippy::cast_possible_truncation)]
    let last = value as u8;
    out[at] = last;
    at + 1
}

/// The result of reading a varint.
pub(crate) enum Read {
    /// The number, and the index after it.
    Value(u64, usize),
    /// The bytes end inside the number.
    Short,
    /// The number has more than 64 bits.
    TooLong,
}

/// Reads the varint at `bytes[at..]`.
#[inline]
pub(crate) fn read(bytes: &[u8], at: usize) -> Read {
    // Most numbers have one byte.
    match bytes.get(at) {
        None => Read::Short,
        Some(&byte) if byte < 0x80 => Read::Value(u64::from(byte), at + 1),
        Some(_) => read_long(bytes, at),
    }
}

/// Reads a varint of at most eight bytes at the start of `word`, the first byte lowest. Returns it
/// with its length in bytes, or `None` if it is longer.
///
/// The number of steps does not depend on the length, so branch prediction cannot fail.
#[inline]
pub(crate) fn read_word(word: u64) -> Option<(u64, usize)> {
    const CONTINUES: u64 = 0x8080_8080_8080_8080;
    let ends = !word & CONTINUES;
    if ends == 0 {
        return None;
    }
    // The bits up to the first byte without a continuation bit, continuation bits cleared.
    let bits = word & (ends ^ (ends - 1)) & !CONTINUES;
    // Groups of 7 bits are joined to groups of 14, of 28, and one of 56.
    let bits = (bits & 0x007f_007f_007f_007f) | (bits & 0x7f00_7f00_7f00_7f00) >> 1;
    let bits = (bits & 0x0000_3fff_0000_3fff) | (bits & 0x3fff_0000_3fff_0000) >> 2;
    let value = (bits & 0x0fff_ffff) | (bits & 0x0fff_ffff_0000_0000) >> 4;
    Some((value, (ends.trailing_zeros() / 8 + 1) as usize))
}

fn read_long(bytes: &[u8], mut at: usize) -> Read {
    let mut value = 0u64;
    let mut shift = 0u32;
    loop {
        let Some(&byte) = bytes.get(at) else {
            return Read::Short;
        };
        let bits = u64::from(byte & 0x7f);
        if shift == 63 && bits > 1 {
            return Read::TooLong;
        }
        value |= bits << shift;
        at += 1;
        if byte & 0x80 == 0 {
            return Read::Value(value, at);
        }
        shift += 7;
        if shift > 63 {
            return Read::TooLong;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_number_reads_back(value: u64, signed: i64) {
            let mut out = [0; 10];
            let end = write(&mut out, 0, value);
            prop_assert!(matches!(read(&out, 0), Read::Value(v, e) if v == value && e == end));
            prop_assert!(matches!(read(&out[..end - 1], 0), Read::Short));
            prop_assert_eq!(unzigzag(zigzag(signed)), signed);
        }

        #[test]
        fn a_word_reads_as_its_bytes_do(value: u64, shift in 0..64u32, behind: u64) {
            let mut out = behind.to_le_bytes().repeat(2);
            let value = value >> shift;
            let end = write(&mut out, 0, value);
            let word = u64::from_le_bytes(*out.first_chunk().unwrap());
            prop_assert_eq!(read_word(word), (end <= 8).then_some((value, end)));
        }
    }

    #[test]
    fn a_number_past_64_bits_is_refused() {
        assert!(matches!(read(&[0xff; 10], 0), Read::TooLong));
        let mut bytes = [0xff; 10];
        bytes[9] = 0x02;
        assert!(matches!(read(&bytes, 0), Read::TooLong));
        bytes[9] = 0x01;
        assert!(matches!(read(&bytes, 0), Read::Value(u64::MAX, 10)));
    }

    #[test]
    fn small_magnitudes_fold_to_small_numbers() {
        assert_eq!([0, -1, 1, -2, 2].map(zigzag), [0, 1, 2, 3, 4]);
    }
}
