//! The skew of a Zipf distribution, and the weights of its ranks, by integers alone.

use std::fmt;

/// The exponent of a Zipf distribution, in hundredths.
///
/// The weight of a rank, from 1, is ⌊2⁴⁰ ÷ rank^skew⌋, by integers alone: it is the same on every
/// platform, and exact but for powers so close to a whole number that 57 bits do not tell. As text, a decimal number from 0 to 4 with
/// at most two decimal places: `0`, `0.8`, `1.25`. A skew of 0 gives all ranks equal weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Skew {
    hundredths: u16,
}

impl Skew {
    /// The largest skew, in hundredths.
    pub const MAXIMUM: u16 = 400;

    /// The skew of this number of hundredths; `None` for more than [`Self::MAXIMUM`].
    pub const fn from_hundredths(hundredths: u16) -> Option<Self> {
        if hundredths <= Self::MAXIMUM {
            Some(Self { hundredths })
        } else {
            None
        }
    }

    /// The skew in hundredths.
    pub const fn hundredths(self) -> u16 {
        self.hundredths
    }

    /// The skew of a text in its printed form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let whole: u16 = whole.parse().ok()?;
        let places: u16 = format!("{places:0<2}").parse().ok()?;
        let hundredths = whole.checked_mul(100)?.checked_add(places)?;
        // Each skew has one text: signs, leading zeros and trailing ones are other texts.
        Self::from_hundredths(hundredths).filter(|skew| skew.to_string() == text)
    }

    /// ⌊2⁴⁰ ÷ rank^skew⌋ for a rank from 1.
    // A weight is at most 2⁴⁰, and the shift at most 64.
    #[allow(clippy::cast_possible_truncation)]
    pub(crate) const fn weight(self, rank: u64) -> u64 {
        match self.hundredths {
            0 => ONE,
            100 => ONE / rank,
            hundredths => {
                let exponent = binary_logarithm(rank) * hundredths as u128 / 100;
                let whole = exponent >> LOGARITHM_BITS;
                if whole > WEIGHT_BITS as u128 {
                    return 0;
                }
                let fraction = power_of_half(exponent & ((1 << LOGARITHM_BITS) - 1));
                (fraction >> (64 - WEIGHT_BITS + whole as u32)) as u64
            }
        }
    }
}

/// 1, that is the weights of the reciprocals.
impl Default for Skew {
    fn default() -> Self {
        Self { hundredths: 100 }
    }
}

impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.hundredths / 100, self.hundredths % 100);
        match places {
            0 => write!(f, "{whole}"),
            _ if places.is_multiple_of(10) => write!(f, "{whole}.{}", places / 10),
            _ => write!(f, "{whole}.{places:02}"),
        }
    }
}

/// The bits of the largest weight after its first.
const WEIGHT_BITS: u32 = 40;
/// The weight of rank 1.
const ONE: u64 = 1 << WEIGHT_BITS;
/// The bits of a logarithm after the point.
const LOGARITHM_BITS: u32 = 60;

/// log₂ of a number from 1, with [`LOGARITHM_BITS`] bits after the point, rounded down.
const fn binary_logarithm(number: u64) -> u128 {
    let whole = number.ilog2();
    // The number divided by 2^whole, from 1 to below 2, with 63 bits after the point: each squaring
    // doubles its logarithm, whose next bit is 1 if the square is 2 or more.
    let mut mantissa = (number as u128) << (63 - whole);
    let mut logarithm = whole as u128;
    let mut bit = 0;
    while bit < LOGARITHM_BITS {
        mantissa = (mantissa * mantissa) >> 63;
        let doubled = mantissa >> 64;
        mantissa >>= doubled;
        logarithm = logarithm << 1 | doubled;
        bit += 1;
    }
    logarithm
}

/// 2^-x for an x from 0 to below 1 with [`LOGARITHM_BITS`] bits after the point. The result has 64.
const fn power_of_half(x: u128) -> u128 {
    let mut power = 1 << 64;
    let mut index = 0;
    while index < LOGARITHM_BITS {
        if x >> (LOGARITHM_BITS - 1 - index) & 1 == 1 {
            power = (power * ROOTS_OF_HALF[index as usize]) >> 64;
        }
        index += 1;
    }
    power
}

/// 2^-½, 2^-¼, 2^-⅛ and so on, with 64 bits after the point: each is the square root of the one
/// before.
const ROOTS_OF_HALF: [u128; LOGARITHM_BITS as usize] = {
    let mut roots = [0; LOGARITHM_BITS as usize];
    let mut root: u128 = 1 << 63;
    let mut index = 0;
    while index < roots.len() {
        root = (root << 64).isqrt();
        roots[index] = root;
        index += 1;
    }
    roots
};

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    fn skew(hundredths: u16) -> Skew {
        Skew::from_hundredths(hundredths).unwrap()
    }

    #[test]
    fn each_skew_has_one_text() {
        for hundredths in 0..=Skew::MAXIMUM {
            let text = skew(hundredths).to_string();
            assert_eq!(Skew::parse(&text), Some(skew(hundredths)), "{text}");
        }
        assert_eq!(skew(80).to_string(), "0.8");
        assert_eq!(skew(105).to_string(), "1.05");
        for text in [
            "", ".", ".5", "1.", "1.0", "0.80", "01", "+1", "-1", "1.255", "4.01", "5", "1e0",
            "1,5", "1.-5", "1.+5", "999999",
        ] {
            assert_eq!(Skew::parse(text), None, "{text}");
        }
        assert_eq!(Skew::from_hundredths(401), None);
    }

    /// ⌊2⁴⁰ ÷ rank^(hundredths ÷ 100)⌋ is the largest number whose power of 100, multiplied by
    /// rank^hundredths, is at most 2⁴⁰⁰⁰.
    fn is_near(rank: u64, hundredths: u16, distance: u64) -> bool {
        let weight = skew(hundredths).weight(rank);
        let divisor = BigUint::from(rank).pow(hundredths.into());
        let limit = BigUint::from(2_u8).pow(WEIGHT_BITS * 100);
        let fits = |weight: u64| BigUint::from(weight).pow(100) * &divisor <= limit;
        fits(weight.saturating_sub(distance)) && !fits(weight + distance + 1)
    }

    #[test]
    fn the_weights_of_powers_are_exact() {
        assert_eq!(skew(50).weight(4), 1 << 39);
        assert_eq!(skew(200).weight(2), 1 << 38);
        assert_eq!(skew(200).weight(3), (1 << 40) / 9);
        assert_eq!(skew(300).weight(10_000_000), 0);
        assert_eq!(skew(400).weight(u64::MAX), 0);
        for rank in [1, 2, 3, 4, 7, 8, 9, 1000, 4096, 9_999_999, 10_000_000] {
            for hundredths in [0, 1, 25, 50, 99, 100, 101, 125, 150, 200, 300, 400] {
                assert!(is_near(rank, hundredths, 0), "{rank}, {hundredths}");
            }
        }
    }

    proptest! {
        #[test]
        fn weights_are_nearly_exact(rank in 1..10_000_000_u64, hundredths in 0..=Skew::MAXIMUM) {
            prop_assert!(is_near(rank, hundredths, 1));
        }
    }
}
