use super::PatternKind;
use crate::error::Problem;
use crate::parameter::{Parameter, all};

/// The keys from 1 to KEYS in their order, again and again: `loop:KEYS,REQUESTS`.
///
/// A cache that evicts the least recently used entry has no hit unless it stores all keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loop {
    keys: u64,
    requests: u64,
}

impl Loop {
    const PARAMETERS: [Parameter; 2] = [Parameter::KEYS, Parameter::REQUESTS];
}

impl PatternKind for Loop {
    const NAME: &'static str = "loop";
    const NUMBERS: &'static str = ":KEYS,REQUESTS";
    const SUMMARY: &'static str = "The same keys in the same order, again and again.";
    const PARAMETERS: &'static [Parameter] = &Self::PARAMETERS;
    type Keys = std::iter::Cycle<std::ops::RangeInclusive<u64>>;

    fn parse(numbers: Option<&str>) -> Result<Self, Problem> {
        let [keys, requests] = all(numbers, &Self::PARAMETERS)?;
        Ok(Self { keys, requests })
    }

    fn numbers(&self) -> String {
        format!("{},{}", self.keys, self.requests)
    }

    fn requests(&self) -> u64 {
        self.requests
    }

    fn keys(&self) -> Self::Keys {
        (1..=self.keys).cycle()
    }
}
