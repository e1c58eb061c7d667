//! The pace at which records are flushed while a program runs.

/// Milliseconds between two flushes.
const INTERVAL: f64 = 40.0;

/// Milliseconds between two readings of the clock, as far as the steps allow.
const READING: f64 = 5.0;

/// The maximum number of steps between two readings of the clock: with fewer, reading would take a
/// share of the time of short steps.
pub(crate) const MOST_STEPS: u32 = 512;

/// The rise of the peak that is flushed at once, in bytes and as a share: a program may follow it
/// with a single long step.
const RISE: (u64, u64) = (1 << 20, 64);

/// The state at the last reading of the clock and at the last flush.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FlushPace {
    /// The number of steps from the last reading to the next one.
    steps: u32,
    read_at: f64,
    flushed_at: f64,
    flushed_peak: u64,
}

impl FlushPace {
    pub(crate) const START: Self = Self {
        steps: MOST_STEPS,
        read_at: 0.0,
        flushed_at: 0.0,
        flushed_peak: 0,
    };

    /// The number of steps until the next reading of the clock.
    pub(crate) fn steps(&self) -> u32 {
        self.steps
    }

    /// Takes a reading of the clock, in milliseconds, and the peak so far. Returns `true` if records
    /// are to be flushed.
    pub(crate) fn read(&mut self, now: f64, peak: u64) -> bool {
        let since = now - self.read_at;
        if since < READING / 2.0 {
            self.steps = (self.steps * 2).min(MOST_STEPS);
        } else if since > READING * 2.0 {
            // A share of the steps, which are few.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let fewer = (f64::from(self.steps) * READING / since) as u32;
            self.steps = fewer.max(1);
        }
        self.read_at = now;
        let (bytes, share) = RISE;
        let has_risen = peak > self.flushed_peak + self.flushed_peak / share + bytes;
        let is_due = has_risen || now - self.flushed_at >= INTERVAL;
        if is_due {
            (self.flushed_at, self.flushed_peak) = (now, peak);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_read_more_often_in_longer_steps() {
        let mut pace = FlushPace::START;
        let mut now = 0.0;
        let mut steps_after = |milliseconds| {
            now += milliseconds;
            pace.read(now, 0);
            pace.steps()
        };
        assert_eq!(steps_after(0.1), MOST_STEPS);
        assert_eq!(steps_after(5.0), MOST_STEPS);
        assert_eq!(steps_after(512.0), 5);
        assert_eq!(steps_after(60_000.0), 1);
        assert_eq!(steps_after(5.0), 1);
        assert_eq!(steps_after(0.1), 2);
    }

    #[test]
    fn records_are_flushed_after_an_interval() {
        let mut pace = FlushPace::START;
        let flushes = [1000.0, 1005.0, 1039.0, 1041.0, 1080.0, 1081.0].map(|now| pace.read(now, 0));
        assert_eq!(flushes, [true, false, false, true, false, true]);
    }

    #[test]
    fn a_rise_of_the_peak_is_flushed_at_once() {
        const MIB: u64 = 1 << 20;
        let mut pace = FlushPace::START;
        assert!(pace.read(1000.0, 0));
        assert!(!pace.read(1001.0, MIB));
        assert!(pace.read(1002.0, 500 * MIB));
        assert!(!pace.read(1003.0, 500 * MIB));
        // A share of what there was, so that growing by small steps stays cheap.
        assert!(!pace.read(1004.0, 505 * MIB));
        assert!(pace.read(1005.0, 510 * MIB));
    }
}
