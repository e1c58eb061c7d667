//! The Python frames under way, reported to the tracer before each allocation.
//!
//! The interpreter has its frames in a chain, from the running one to its callers. Before each
//! allocation the chain is compared with the frames last reported, from the outermost on, and the
//! differences are reported. In a module with a stack of native calls, those below the innermost
//! frame are reported too. Nothing in this module allocates.

use std::cell::UnsafeCell;
use std::mem;

use highwater_tracer::{Location, NativeStack as _, ShadowStack};
use rustpython_vm::frame::InterpreterFrame;
use rustpython_vm::vm::thread::get_current_frame;
use rustpython_vm::{Py, builtins::PyCode};

use crate::location_table::{CodePosition, LocationTable};
use crate::native_calls::{NativeCalls, Step};
use crate::tracer::{ALLOCATIONS, TRACER};

/// The maximum number of frames followed. Python's own limit is 1,000 unless a program changes it.
const MOST_FRAMES: usize = 1 << 12;

/// The mark of a line in the location table; offsets without it are instructions.
const LINE: u32 = 1 << 31;

/// Marks a frame outside the program; it is not recorded.
const HIDDEN: u32 = u32::MAX;

/// Returns `true` for the files of the engine's own frames: its Python modules around the program,
/// and the package that runs tests.
fn is_own(file: &str) -> bool {
    matches!(
        file,
        "highwater" | "highwater_ending" | "highwater_errors" | "pytest"
    ) || file.starts_with("pytest._")
}

/// The number of ticks for each tenfold of allocations: with fewer, a plot would show steps.
const TICKS: u32 = 10_000;

/// The number of allocations between two checkpoints of the records.
const ALLOCATIONS_BETWEEN_CHECKPOINTS: u32 = 1 << 13;

/// A reported frame.
#[derive(Debug, Clone, Copy)]
struct Entered {
    code: usize,
    instruction: u32,
    /// The number of its location, or [`HIDDEN`].
    location: u32,
}

struct Frames {
    is_running: bool,
    traced: bool,
    entered: [Entered; MOST_FRAMES],
    depth: usize,
    /// The chain, stored for reading it from its other end.
    chain: [*const InterpreterFrame; MOST_FRAMES],
    native: NativeCalls,
    locations: LocationTable,
    /// The location of all positions without room in the table.
    elsewhere: Option<u32>,
    clock: Clock,
}

/// The ticks of a run, which count allocations: one for each of the first, and less often the more
/// there have been.
#[derive(Debug, Clone, Copy)]
struct Clock {
    allocations: u32,
    /// Allocations since the last tick.
    since: u32,
    /// The number of allocations between two ticks.
    step: u32,
    /// The number of ticks left with this step.
    left: u32,
}

impl Clock {
    const START: Self = Self {
        allocations: 0,
        since: 0,
        step: 1,
        left: TICKS,
    };

    #[inline]
    fn allocation(&mut self) {
        self.since += 1;
        if self.since >= self.step {
            self.tick();
        }
    }

    #[inline(never)]
    fn tick(&mut self) {
        TRACER.count(ALLOCATIONS, i64::from(self.since));
        let before = self.allocations;
        self.allocations = before.wrapping_add(self.since);
        self.since = 0;
        self.left -= 1;
        if self.left == 0 {
            self.step *= 10;
            self.left = TICKS / 10 * 9;
        }
        if before / ALLOCATIONS_BETWEEN_CHECKPOINTS
            != self.allocations / ALLOCATIONS_BETWEEN_CHECKPOINTS
        {
            TRACER.checkpoint();
        }
    }
}

struct Shared(UnsafeCell<Frames>);

// SAFETY: this target has one thread, and no reference to the inside outlives the function of this
// module that created it.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl Sync for Shared {}

static FRAMES: Shared = Shared(UnsafeCell::new(Frames {
    is_running: false,
    traced: false,
    entered: [Entered {
        code: 0,
        instruction: 0,
        location: 0,
    }; MOST_FRAMES],
    depth: 0,
    chain: [std::ptr::null(); MOST_FRAMES],
    native: NativeCalls::new(),
    locations: LocationTable::new(),
    elsewhere: None,
    clock: Clock::START,
}));

fn with<R>(f: impl FnOnce(&mut Frames) -> R) -> R {
    // SAFETY: `f` does not allocate, and so does not call back.
    f(unsafe { &mut *FRAMES.0.get() })
}

/// Prepares for following the frames of a program, and resets its ticks.
pub(crate) fn start(traced: bool) {
    with(|frames| {
        (frames.is_running, frames.traced) = (false, traced);
        (frames.depth, frames.elsewhere, frames.clock) = (0, None, Clock::START);
        frames.locations.clear();
    });
}

/// Sets the functions of the interpreter's loop: see [`NativeCalls::set_loop`].
pub(crate) fn set_loop(bounds: &[u32]) -> bool {
    with(|frames| frames.native.set_loop(bounds))
}

/// Starts or resumes following the frames.
pub(crate) fn resume() {
    with(|frames| frames.is_running = true);
}

/// Stops following the frames.
pub(crate) fn stop() {
    with(|frames| {
        frames.is_running = false;
        frames.leave_native();
        while frames.depth > 0 {
            frames.leave();
        }
    });
}

/// Returns `true` if the module has a stack of native calls.
pub(crate) fn are_native() -> bool {
    ShadowStack.depth() > 0
}

/// The number of native calls that led to the calling function; 0 in a module without a stack of
/// them.
// Inlined, so that the calling function is the one on the stack.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn native_calls() -> usize {
    // The last is the call of the function that returns the depth.
    ShadowStack.depth().saturating_sub(1)
}

/// Reports the frames of the program before an allocation. `native_calls` is the number of [native
/// calls](native_calls) that led here.
#[inline]
pub(crate) fn follow(native_calls: usize) {
    with(|frames| {
        if frames.is_running {
            frames.clock.allocation();
            if frames.traced {
                frames.follow();
                if native_calls > 0 && frames.native.has_loop() {
                    frames
                        .native
                        .follow(&ShadowStack, native_calls, report_native);
                }
            }
        }
    });
}

/// The line in the innermost frame whose file `is_shown`, or 0 if there is none.
pub(crate) fn current_line(is_shown: impl Fn(&str) -> bool) -> u32 {
    let mut frame = get_current_frame();
    // SAFETY: the frames of the chain are running, or were when the program was abandoned.
    while let Some(running) = unsafe { frame.as_ref() } {
        let code = running.code();
        if is_shown(code.source_path().as_str()) {
            return line_of(code, running.get_lasti());
        }
        frame = running.previous();
    }
    0
}

impl Frames {
    #[inline]
    fn follow(&mut self) {
        let mut length = 0;
        let mut frame = get_current_frame();
        while !frame.is_null() {
            let Some(slot) = self.chain.get_mut(length) else {
                // Allocations in deeper frames are attributed to the frames reported last.
                return;
            };
            *slot = frame;
            length += 1;
            // SAFETY: the frames of the chain are running.
            frame = unsafe { &*frame }.previous();
        }
        let mut same = 0;
        while same < length && same < self.depth {
            let Entered {
                code, instruction, ..
            } = self.entered[same];
            // SAFETY: as above.
            let running = unsafe { &*self.chain[length - 1 - same] };
            if code != address_of(running.code()) || instruction != running.get_lasti() {
                break;
            }
            same += 1;
        }
        if same < length || same < self.depth {
            self.change(same, length);
        }
    }

    /// Reports changes of the frames from index `same` on.
    fn change(&mut self, same: usize, length: usize) {
        // The first different frame often has another instruction on the same line.
        while self.depth > same + 1 {
            self.leave();
        }
        for index in same..length {
            // SAFETY: as in `follow`.
            let running = unsafe { &*self.chain[length - 1 - index] };
            let (code, instruction) = (running.code(), running.get_lasti());
            let location = self.location(code, instruction);
            let entered = Entered {
                code: address_of(code),
                instruction,
                location,
            };
            if index < self.depth {
                if self.entered[index].location == location {
                    self.entered[index] = entered;
                    continue;
                }
                self.leave();
            }
            self.entered[index] = entered;
            self.depth = index + 1;
            if location != HIDDEN {
                self.leave_native();
                TRACER.enter(Location::Frame(location));
            }
        }
        while self.depth > length {
            self.leave();
        }
    }

    fn leave(&mut self) {
        self.depth -= 1;
        if self.entered[self.depth].location != HIDDEN {
            self.leave_native();
            TRACER.leave();
        }
    }

    #[inline]
    fn leave_native(&mut self) {
        self.native.leave(0, report_native);
    }

    #[inline]
    fn location(&mut self, code: &Py<PyCode>, instruction: u32) -> u32 {
        let position = CodePosition {
            code: address_of(code),
            offset: instruction,
        };
        match self.locations.get(position) {
            Some(location) => location,
            None => self.define(code, position),
        }
    }

    /// Defines the location of a new position.
    #[cold]
    fn define(&mut self, code: &Py<PyCode>, position: CodePosition) -> u32 {
        let line = line_of(code, position.offset);
        let of_line = CodePosition {
            offset: LINE | line,
            ..position
        };
        let location = self.locations.get(of_line).unwrap_or_else(|| {
            let file = code.source_path().as_str();
            let location = if is_own(file) {
                HIDDEN
            } else if self.locations.is_full() {
                *self
                    .elsewhere
                    .get_or_insert_with(|| defined(0, "elsewhere", "elsewhere"))
            } else {
                defined(line, code.obj_name.as_str(), file)
            };
            if !self.locations.is_full() {
                // The code object stays alive, so no other can have its address.
                mem::forget(code.to_owned());
                self.locations.insert(of_line, location);
            }
            location
        });
        self.locations.insert(position, location);
        location
    }
}

fn report_native(step: Step) {
    match step {
        Step::Enter(offset) => TRACER.enter(Location::Native(offset)),
        Step::Leave => TRACER.leave(),
    }
}

fn defined(line: u32, function: &str, file: &str) -> u32 {
    match TRACER.define_frame(line, function, file) {
        Location::Frame(number) => number,
        Location::Cause(_) | Location::Native(_) => HIDDEN,
    }
}

#[inline]
fn address_of(code: &Py<PyCode>) -> usize {
    (&raw const *code).addr()
}

fn line_of(code: &Py<PyCode>, instruction: u32) -> u32 {
    let location = (instruction as usize)
        .checked_sub(1)
        .and_then(|index| code.locations.get(index));
    let line = match location {
        Some((start, _)) => Some(start.line),
        None => code.first_line_number,
    };
    line.map_or(0, |line| {
        u32::try_from(line.get()).unwrap_or(u32::MAX) & !LINE
    })
}
