use super::PatternKind;
use crate::error::Problem;
use crate::parameter::{Parameter, leading};
use crate::random::SplitMix64;
use crate::skew::Skew;

/// Random keys from 1 to KEYS, the first ones the most frequent: `zipf:KEYS,REQUESTS,SEED[,SKEW]`.
///
/// The frequency of a key is proportional to the reciprocal of its number, raised to the power of a
/// [`Skew`], which is 1 by default.
///
/// Each request takes a random number below the sum of all weights: its key is the first one for
/// which the sum of the weights up to its own exceeds the random number. A random number below `n`
/// is the upper half of the product of `n` and the next number of splitmix64, of 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zipf {
    keys: u64,
    requests: u64,
    seed: u64,
    skew: Skew,
}

impl Zipf {
    const PARAMETERS: [Parameter; 3] = [Parameter::KEYS, Parameter::REQUESTS, Parameter::SEED];
}

impl PatternKind for Zipf {
    const NAME: &'static str = "zipf";
    const NUMBERS: &'static str = ":KEYS,REQUESTS,SEED[,SKEW]";
    const SUMMARY: &'static str = "Random keys, a few of them far more frequent than the others.";
    const PARAMETERS: &'static [Parameter] = &Self::PARAMETERS;
    type Keys = Ranks;

    fn parse(numbers: Option<&str>) -> Result<Self, Problem> {
        let ([keys, requests, seed], rest) = leading(numbers, &Self::PARAMETERS)?;
        let skew = match rest {
            None => Skew::default(),
            Some(text) => Skew::parse(text).ok_or(Problem::NotSkew)?,
        };
        Ok(Self {
            keys,
            requests,
            seed,
            skew,
        })
    }

    fn numbers(&self) -> String {
        let numbers = format!("{},{},{}", self.keys, self.requests, self.seed);
        if self.skew == Skew::default() {
            numbers
        } else {
            format!("{numbers},{}", self.skew)
        }
    }

    fn requests(&self) -> u64 {
        self.requests
    }

    fn keys(&self) -> Ranks {
        Ranks::new(self.keys, self.seed, self.skew)
    }
}

/// Endless random ranks, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Ranks {
    random: SplitMix64,
    /// For each rank the sum of the weights up to its own.
    sums: Vec<u64>,
}

impl Ranks {
    pub(crate) fn new(ranks: u64, seed: u64, skew: Skew) -> Self {
        let mut sum = 0;
        // Ten million weights of at most 2⁴⁰ have a sum below 2⁶⁴.
        let sums = (1..=ranks).map(|rank| {
            sum += skew.weight(rank);
            sum
        });
        Self {
            random: SplitMix64::new(seed),
            sums: sums.collect(),
        }
    }
}

impl Iterator for Ranks {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let number = self.random.below(*self.sums.last()?);
        let below = self.sums.partition_point(|&sum| sum <= number);
        Some(below as u64 + 1)
    }
}
