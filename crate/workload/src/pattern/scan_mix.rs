use super::PatternKind;
use super::zipf::Ranks;
use crate::error::Problem;
use crate::parameter::{Parameter, all};
use crate::skew::Skew;

/// Random keys from 1 to HOT, interrupted by scans: `scan-mix:HOT,REQUESTS,PERIOD,SCAN,SEED`.
///
/// After every PERIOD requests as those of `zipf:HOT,REQUESTS,SEED`, a scan requests SCAN keys that
/// are requested once. A cache that resists scans keeps its frequent keys meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScanMix {
    hot: u64,
    requests: u64,
    period: u64,
    scan: u64,
    seed: u64,
}

impl ScanMix {
    const PARAMETERS: [Parameter; 5] = [
        Parameter::new("HOT", 1, Parameter::KEYS.maximum),
        Parameter::REQUESTS,
        Parameter::PERIOD,
        Parameter::new("SCAN", 0, Parameter::REQUESTS.maximum),
        Parameter::SEED,
    ];
}

impl PatternKind for ScanMix {
    const NAME: &'static str = "scan-mix";
    const NUMBERS: &'static str = ":HOT,REQUESTS,PERIOD,SCAN,SEED";
    const SUMMARY: &'static str = "Random keys, interrupted by scans of keys requested once.";
    const PARAMETERS: &'static [Parameter] = &Self::PARAMETERS;
    type Keys = Mixed;

    fn parse(numbers: Option<&str>) -> Result<Self, Problem> {
        let [hot, requests, period, scan, seed] = all(numbers, &Self::PARAMETERS)?;
        Ok(Self {
            hot,
            requests,
            period,
            scan,
            seed,
        })
    }

    fn numbers(&self) -> String {
        let Self {
            hot,
            requests,
            period,
            scan,
            seed,
        } = self;
        format!("{hot},{requests},{period},{scan},{seed}")
    }

    fn requests(&self) -> u64 {
        self.requests
    }

    fn keys(&self) -> Mixed {
        Mixed {
            hot: Ranks::new(self.hot, self.seed, Skew::default()),
            scanned: self.hot,
            period: self.period,
            scan: self.scan,
            at: 0,
        }
    }
}

/// The keys of [`ScanMix`], without end.
#[derive(Clone, Debug)]
pub(crate) struct Mixed {
    hot: Ranks,
    /// The last key of a scan.
    scanned: u64,
    period: u64,
    scan: u64,
    /// The position in a period and its scan.
    at: u64,
}

impl Iterator for Mixed {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let scans = self.at >= self.period;
        self.at += 1;
        if self.at == self.period + self.scan {
            self.at = 0;
        }
        if scans {
            self.scanned += 1;
            Some(self.scanned)
        } else {
            self.hot.next()
        }
    }
}
