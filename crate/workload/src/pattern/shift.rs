use super::PatternKind;
use super::zipf::Ranks;
use crate::error::Problem;
use crate::parameter::{Parameter, all};
use crate::skew::Skew;

/// Random keys of a working set that moves: `shift:KEYS,REQUESTS,PERIOD,STEP,SEED`.
///
/// The keys of `zipf:KEYS,REQUESTS,SEED`, with STEP added to each after every PERIOD requests: the
/// keys that were the most frequent are requested no more, others take their places, and new ones
/// follow. A cache that remembers frequencies for too long keeps the old ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    keys: u64,
    requests: u64,
    period: u64,
    step: u64,
    seed: u64,
}

impl Shift {
    const PARAMETERS: [Parameter; 5] = [
        Parameter::KEYS,
        Parameter::REQUESTS,
        Parameter::PERIOD,
        Parameter::new("STEP", 0, Parameter::KEYS.maximum),
        Parameter::SEED,
    ];
}

impl PatternKind for Shift {
    const NAME: &'static str = "shift";
    const NUMBERS: &'static str = ":KEYS,REQUESTS,PERIOD,STEP,SEED";
    const SUMMARY: &'static str = "Random keys of a working set that moves.";
    const PARAMETERS: &'static [Parameter] = &Self::PARAMETERS;
    type Keys = Shifted;

    fn parse(numbers: Option<&str>) -> Result<Self, Problem> {
        let [keys, requests, period, step, seed] = all(numbers, &Self::PARAMETERS)?;
        Ok(Self {
            keys,
            requests,
            period,
            step,
            seed,
        })
    }

    fn numbers(&self) -> String {
        let Self {
            keys,
            requests,
            period,
            step,
            seed,
        } = self;
        format!("{keys},{requests},{period},{step},{seed}")
    }

    fn requests(&self) -> u64 {
        self.requests
    }

    fn keys(&self) -> Shifted {
        Shifted {
            ranks: Ranks::new(self.keys, self.seed, Skew::default()),
            shift: 0,
            period: self.period,
            step: self.step,
            left: self.period,
        }
    }
}

/// The keys of [`Shift`], without end.
#[derive(Clone, Debug)]
pub(crate) struct Shifted {
    ranks: Ranks,
    /// The number that is added to each rank.
    shift: u64,
    period: u64,
    step: u64,
    /// The number of requests before the next step.
    left: u64,
}

impl Iterator for Shifted {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.left == 0 {
            self.left = self.period;
            self.shift += self.step;
        }
        self.left -= 1;
        self.ranks.next().map(|rank| rank + self.shift)
    }
}
