//! The exercise natively, on the engine's allocator, for comparison with WebAssembly.
//!
//! `cargo run --release --example native -- <policy> <ranges> <growth>` performs one run without
//! tracing and prints a line of JSON: its duration, counts and peak of live bytes.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::process::ExitCode;
use std::time::Instant;

use highwater_cache::Policy;
use highwater_exercise::{Exercise, Phase, Ranges, RunObserver};
use highwater_tracer::{Growth, PAGE_SIZE, Pages, Settings, Sink, TracingAllocator};

/// A memory with the address space of wasm32: 4 GiB, which the system provides on use.
#[derive(Debug)]
struct AddressSpace {
    base: *mut u8,
    size: usize,
}

const MOST_PAGES: usize = 65_536;

// SAFETY: pages are handed out once, from a block of the system's that is never freed.
unsafe impl Pages for AddressSpace {
    fn size(&self) -> usize {
        self.size
    }

    fn grow(&mut self, pages: usize) -> Option<*mut u8> {
        if self.base.is_null() {
            let layout = Layout::from_size_align(MOST_PAGES * PAGE_SIZE, PAGE_SIZE).ok()?;
            // SAFETY: the layout is not empty.
            self.base = unsafe { System.alloc(layout) };
        }
        let size = self.size + pages;
        if self.base.is_null() || size > MOST_PAGES {
            return None;
        }
        let new = self.base.wrapping_add(self.size * PAGE_SIZE);
        self.size = size;
        Some(new)
    }
}

struct Nowhere;

impl Sink for Nowhere {
    fn records(&mut self, _: &[u8]) {}
}

/// The engine's allocator, for a program of one thread.
struct OneThread(TracingAllocator<AddressSpace, Nowhere>);

// SAFETY: this program starts no thread.
unsafe impl Sync for OneThread {}

// SAFETY: all calls are passed on unchanged.
unsafe impl GlobalAlloc for OneThread {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's guarantees are those of this call.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's guarantees are those of this call.
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's guarantees are those of this call.
        unsafe { self.0.realloc(pointer, layout, new_size) }
    }
}

#[global_allocator]
static ALLOCATOR: OneThread = OneThread(TracingAllocator::new(
    AddressSpace {
        base: std::ptr::null_mut(),
        size: 0,
    },
    Nowhere,
));

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static MISSES: Cell<u64> = const { Cell::new(0) };
    static CURRSIZE: Cell<usize> = const { Cell::new(0) };
}

/// Counts that show that the work was done.
struct Counts;

impl RunObserver for Counts {
    fn call() {
        CALLS.set(CALLS.get() + 1);
    }

    fn miss() {
        MISSES.set(MISSES.get() + 1);
    }

    fn phase(phase: &Phase) {
        CURRSIZE.set(phase.currsize);
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("native: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<String, Box<dyn std::error::Error>> {
    let [policy, ranges, growth] = arguments else {
        return Err("usage: native <policy> <ranges> <growth>".into());
    };
    let policy: Policy = policy.parse()?;
    let ranges: Ranges = ranges.parse()?;
    let growth: Growth = growth.parse()?;
    let began = Instant::now();
    ALLOCATOR.0.start(&Settings {
        growth,
        limit_pages: None,
        traced: false,
    });
    let mut exercise = Exercise::<Counts>::new(policy);
    exercise.run(&ranges)?;
    ALLOCATOR.0.pause();
    let took = began.elapsed().as_secs_f64() * 1000.0;
    let totals = ALLOCATOR.0.totals();
    let line = format!(
        r#"{{"runMs":{took:.3},"calls":{},"misses":{},"currsize":{},"allocations":{},"peakLive":{}}}"#,
        CALLS.get(),
        MISSES.get(),
        CURRSIZE.get(),
        totals.allocations,
        totals.peak,
    );
    ALLOCATOR.0.resume();
    drop(exercise);
    Ok(line)
}
