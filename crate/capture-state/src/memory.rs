//! The heap according to the memory records.

use highwater_capture::TotalsRecord;

/// The size of a page of linear memory in bytes, from the WebAssembly specification.
pub const PAGE_SIZE: u64 = 64 * 1024;

/// Sums over the memory records so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Memory {
    /// Bytes allocated and not freed.
    pub live: u64,
    /// The maximum of live bytes since the program was ready.
    pub peak: u64,
    /// The ticks at the last record with live bytes at their maximum: memray's high-water mark.
    pub peak_ticks: u64,
    /// Allocations, a reallocation counting as one.
    pub allocations: u64,
    /// Frees, a reallocation counting as one.
    pub deallocations: u64,
    /// The sum of the sizes of all allocations.
    pub allocated_bytes: u64,
    /// Pages of linear memory.
    pub pages: u64,
    /// Pages of linear memory at the beginning.
    pub baseline_pages: u64,
    /// The number of times linear memory has grown.
    pub growths: u64,
}

impl Memory {
    /// The first sum that differs from the allocator's: its name, the sum, and the allocator's.
    pub(crate) fn difference(&self, said: &TotalsRecord) -> Option<(&'static str, u64, u64)> {
        [
            ("live bytes", self.live, said.live),
            ("live bytes at the peak", self.peak, said.peak),
            ("allocations", self.allocations, said.allocations),
            ("frees", self.deallocations, said.deallocations),
            (
                "allocated bytes",
                self.allocated_bytes,
                said.allocated_bytes,
            ),
            ("pages", self.pages, said.pages),
            (
                "pages at the beginning",
                self.baseline_pages,
                said.baseline_pages,
            ),
            ("growths", self.growths, said.growths),
        ]
        .into_iter()
        .find(|(_, summed, said)| summed != said)
    }

    /// Adopts the allocator's totals, for captures without memory records. Returns `None` if they
    /// are invalid.
    pub(crate) fn adopt(&mut self, totals: &TotalsRecord) -> Option<()> {
        *self = Self {
            live: totals.live,
            peak: totals.peak,
            peak_ticks: self.peak_ticks,
            allocations: totals.allocations,
            deallocations: totals.deallocations,
            allocated_bytes: totals.allocated_bytes,
            pages: addressable(totals.pages)?,
            baseline_pages: addressable(totals.baseline_pages)?,
            growths: totals.growths,
        };
        Some(())
    }

    /// Linear memory in bytes.
    pub fn linear(&self) -> u64 {
        self.pages * PAGE_SIZE
    }

    /// Applies an allocation at these ticks. Returns `true` if live bytes are now at their maximum,
    /// or `None` if a sum overflows.
    #[inline]
    pub(crate) fn alloc(&mut self, size: u64, ticks: u64) -> Option<bool> {
        self.live = self.live.checked_add(size)?;
        self.allocated_bytes = self.allocated_bytes.checked_add(size)?;
        self.allocations += 1;
        let at_peak = self.live >= self.peak;
        if at_peak {
            self.peak = self.live;
            self.peak_ticks = ticks;
        }
        Some(at_peak)
    }

    /// Restarts the search for the maximum of live bytes at these ticks.
    pub(crate) fn begin_peak(&mut self, ticks: u64) {
        (self.peak, self.peak_ticks) = (self.live, ticks);
    }

    /// Applies a free. Returns `None` if fewer bytes are live.
    #[inline]
    pub(crate) fn free(&mut self, size: u64) -> Option<()> {
        self.deallocations += 1;
        self.live = self.live.checked_sub(size)?;
        Some(())
    }

    /// Applies a growth of linear memory to this number of pages. Returns `None` if it is invalid.
    pub(crate) fn grow(&mut self, pages: u64) -> Option<()> {
        self.pages = addressable(pages)?;
        self.growths += 1;
        Some(())
    }
}

/// A number of pages, if their size in bytes does not overflow.
fn addressable(pages: u64) -> Option<u64> {
    pages.checked_mul(PAGE_SIZE).map(|_| pages)
}
