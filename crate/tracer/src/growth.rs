//! Growth of linear memory: steps and limits.

use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;
use core::str::FromStr;

use talc::base::binning::Binning;
use talc::base::{CHUNK_UNIT, Talc};
use talc::source::Source;

use crate::pages::{PAGE_SIZE, Pages};

/// The minimum and maximum step of [`Growth::Adaptive`], in pages: 1 MiB and 16 MiB.
const ADAPTIVE_PAGES: (usize, usize) = (16, 256);
/// The divisor of the memory's size in the step of [`Growth::Adaptive`].
const ADAPTIVE_SHARE: usize = 8;
/// The largest fixed step, in pages: 1 GiB.
const MOST_PAGES: usize = 16 * 1024;

/// The step by which linear memory grows if an allocation does not fit.
///
/// The step decides speed and waste. A growth is expensive in a browser, so many small steps cost
/// more than the work between them; part of a large step may stay unused.
///
/// As text: `adaptive`, or a multiple of 64 KiB as `64KiB`, `1MiB`, `16MiB` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Growth {
    /// An eighth of the current size, at least 1 MiB and at most 16 MiB.
    #[default]
    Adaptive,
    /// This number of pages, or more if the allocation needs more.
    Pages(usize),
}

impl Growth {
    /// The step from a memory of `size` pages for an allocation that needs `need` of them.
    fn step(self, size: usize, need: usize) -> usize {
        let (least, most) = ADAPTIVE_PAGES;
        match self {
            Self::Adaptive => (size / ADAPTIVE_SHARE).clamp(least, most).max(need),
            Self::Pages(pages) => pages.max(need),
        }
    }
}

/// The error for a text that is not a [`Growth`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrowthError {
    text: String,
}

impl fmt::Display for GrowthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "growth step “{}”: allowed are “adaptive” and a multiple of 64 KiB up to 1 GiB, such as “64KiB”, “1MiB” or “16MiB”",
            self.text
        )
    }
}

impl std::error::Error for GrowthError {}

impl FromStr for Growth {
    type Err = GrowthError;

    fn from_str(text: &str) -> Result<Self, GrowthError> {
        let text = text.trim();
        if text == "adaptive" {
            return Ok(Self::Adaptive);
        }
        let error = || GrowthError {
            text: text.chars().take(40).collect(),
        };
        let (number, unit) = ["KiB", "MiB", "GiB"]
            .iter()
            .zip([1024usize, 1 << 20, 1 << 30])
            .find_map(|(suffix, unit)| Some((text.strip_suffix(suffix)?, unit)))
            .ok_or_else(error)?;
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(error());
        }
        let bytes = number.parse::<u32>().ok().and_then(|number| {
            u64::from(number)
                .checked_mul(unit as u64)
                .filter(|&bytes| bytes <= (MOST_PAGES * PAGE_SIZE) as u64)
        });
        let bytes = bytes
            .and_then(|bytes| usize::try_from(bytes).ok())
            .ok_or_else(error)?;
        if bytes == 0 || !bytes.is_multiple_of(PAGE_SIZE) {
            return Err(error());
        }
        Ok(Self::Pages(bytes / PAGE_SIZE))
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Adaptive => write!(f, "adaptive"),
            Self::Pages(pages) if pages.is_multiple_of(16 * 1024) => {
                write!(f, "{}GiB", pages / 16 / 1024)
            }
            Self::Pages(pages) if pages.is_multiple_of(16) => write!(f, "{}MiB", pages / 16),
            Self::Pages(pages) => write!(f, "{}KiB", pages * 64),
        }
    }
}

/// The cause of a refusal to grow memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Refusal {
    /// The limit of the [settings](crate::Settings).
    // Not 0, which is the absence of a refusal: the tracer's static state is all zeros, which take
    // no space in a module.
    Limit = 1,
    /// The host: the browser or the system.
    Host = 2,
}

/// The source of memory for talc: it grows [`Pages`] by a [`Growth`].
///
/// It can also serve a program that is not traced, for the same growth:
///
/// ```
/// # #[cfg(target_family = "wasm")]
/// # {
/// use highwater_tracer::{GrowingSource, WasmPages};
/// use talc::{cell::TalcSyncCell, wasm::WasmBinning};
///
/// #[global_allocator]
/// static ALLOCATOR: TalcSyncCell<GrowingSource<WasmPages>, WasmBinning> =
///     TalcSyncCell::new_wasm(GrowingSource::new(WasmPages));
/// # }
/// ```
#[derive(Debug)]
pub struct GrowingSource<P> {
    pub(crate) pages: P,
    pub(crate) growth: Growth,
    pub(crate) limit_pages: Option<usize>,
    /// The number of times memory has grown.
    pub(crate) growths: u64,
    /// The cause of the last refusal, if there was one.
    pub(crate) refusal: Option<Refusal>,
    /// The end of the heap that the next pages extend.
    end: Option<NonNull<u8>>,
}

impl<P: Pages> GrowingSource<P> {
    /// A source that grows `pages` by the adaptive step and without a limit.
    pub const fn new(pages: P) -> Self {
        Self {
            pages,
            growth: Growth::Adaptive,
            limit_pages: None,
            growths: 0,
            refusal: None,
            end: None,
        }
    }

    /// Grows by the step, or by less if the limit or the host requires, but by at least `need`.
    /// Returns the address and the number of new bytes.
    fn more(&mut self, need: usize) -> Option<(*mut u8, usize)> {
        let size = self.pages.size();
        let room = self
            .limit_pages
            .map_or(usize::MAX, |limit| limit.saturating_sub(size));
        if need > room {
            self.refusal = Some(Refusal::Limit);
            return None;
        }
        let mut step = self.growth.step(size, need).min(room);
        let base = loop {
            if let Some(base) = self.pages.grow(step) {
                break base;
            }
            if step == need {
                self.refusal = Some(Refusal::Host);
                return None;
            }
            step = (step / 2).max(need);
        };
        self.growths += 1;
        Some((base, step * PAGE_SIZE))
    }
}

/// A number of pages sufficient for an allocation of `layout`, with talc's tags and alignment.
fn pages_for(layout: Layout) -> usize {
    let slack = 4 * CHUNK_UNIT
        + if layout.align() > CHUNK_UNIT {
            layout.align()
        } else {
            0
        };
    layout.size().saturating_add(slack).div_ceil(PAGE_SIZE)
}

// SAFETY: it allocates nothing, and uses the allocator only through `talc`.
unsafe impl<P: Pages> Source for GrowingSource<P> {
    fn acquire<B: Binning>(talc: &mut Talc<Self, B>, layout: Layout) -> Result<(), ()> {
        let (base, length) = talc.source.more(pages_for(layout)).ok_or(())?;
        let end = match talc.source.end.take() {
            Some(end) if end.as_ptr() == base => {
                // SAFETY: `end` is the end of the only heap; the pages after it are fresh.
                unsafe { talc.extend(end, base.wrapping_add(length)) }
            }
            _ => {
                // SAFETY: `Pages` guarantees fresh memory of this length.
                unsafe { talc.claim(base, length) }.ok_or(())?
            }
        };
        talc.source.end = Some(end);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_back() {
        for text in [
            "adaptive", "64KiB", "192KiB", "1MiB", "4MiB", "16MiB", "1GiB",
        ] {
            assert_eq!(text.parse::<Growth>().unwrap().to_string(), text);
        }
        assert_eq!(" 1024KiB ".parse(), Ok(Growth::Pages(16)));
        for text in [
            "",
            "0KiB",
            "1KiB",
            "65KiB",
            "2GiB",
            "+1MiB",
            "-1MiB",
            "1 MiB",
            "MiB",
            "1",
            "1MB",
            "99999999999GiB",
            "Adaptive",
        ] {
            let error = text.parse::<Growth>().unwrap_err().to_string();
            assert!(
                error.contains(&format!("“{text}”")) && error.contains("64 KiB"),
                "{error}"
            );
        }
    }

    #[test]
    fn the_adaptive_step_stays_between_its_floor_and_ceiling() {
        let steps = [0, 128, 256, 2048, 8192].map(|size| Growth::Adaptive.step(size, 1));
        assert_eq!(steps, [16, 16, 32, 256, 256]);
        assert_eq!(Growth::Adaptive.step(0, 1000), 1000);
        assert_eq!(Growth::Pages(1).step(5000, 3), 3);
    }
}
