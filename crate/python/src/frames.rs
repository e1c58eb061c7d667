//! The Python frames that the program is in, told to the tracer when it allocates.
//!
//! The interpreter keeps its frames as a chain, from the one that runs to its callers. Before each
//! allocation the chain is compared with what the tracer was told last, from the outermost frame
//! on, and the tracer hears of what is different. Where the module keeps a stack of its native
//! calls, those below the innermost frame are told too. Nothing here allocates.

use std::cell::UnsafeCell;
use std::mem;

use highwater_tracer::{Location, NativeStack as _, ShadowStack};
use rustpython_vm::frame::InterpreterFrame;
use rustpython_vm::vm::thread::get_current_frame;
use rustpython_vm::{Py, builtins::PyCode};

use crate::allocator::{ALLOCATIONS, TRACER};
use crate::native::{NativeCalls, Step};
use crate::places::{Place, Places};

/// The most frames that are followed. Python's own limit is 1,000 unless a program sets another.
const MOST_FRAMES: usize = 1 << 12;

/// In the table of places, the mark of a line; others are instructions.
const LINE: u32 = 1 << 31;

/// The number of a frame that is not told of: it is none of the program's.
const HIDDEN: u32 = u32::MAX;

/// The file of the frames that are the engine's own: its module around the program.
const OWN_FILE: &str = "highwater";

/// Ticks of the clock in each tenfold of allocations: fewer would show, in a plot.
const TICKS: u32 = 10_000;

/// After how many allocations the host is brought up to date.
const ALLOCATIONS_BETWEEN_CHECKPOINTS: u32 = 1 << 13;

/// A frame that the tracer was told of.
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
    /// Where the chain is written down to be read from its other end.
    chain: [*const InterpreterFrame; MOST_FRAMES],
    native: NativeCalls,
    places: Places,
    /// The location of all places that the table has no room for.
    elsewhere: Option<u32>,
    clock: Clock,
}

/// The clock of a run: its allocations. It ticks for each of the first, and for fewer of them the
/// more there have been.
#[derive(Debug, Clone, Copy)]
struct Clock {
    allocations: u32,
    /// Allocations since the last tick.
    since: u32,
    /// Allocations from one tick to the next.
    step: u32,
    /// Ticks that are left of this step.
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
// module that made it.
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
    places: Places::new(),
    elsewhere: None,
    clock: Clock::START,
}));

fn with<R>(f: impl FnOnce(&mut Frames) -> R) -> R {
    // SAFETY: nothing that `f` does allocates, and so comes back here.
    f(unsafe { &mut *FRAMES.0.get() })
}

/// Prepares to follow the frames of a program, and sets its clock to zero.
pub(crate) fn start(traced: bool) {
    with(|frames| {
        (frames.is_running, frames.traced) = (false, traced);
        (frames.depth, frames.elsewhere, frames.clock) = (0, None, Clock::START);
        frames.places.clear();
    });
}

/// Names the functions of the interpreter's loop, as [`NativeCalls::set_loop`] takes them. Answers
/// whether it could.
pub(crate) fn set_loop(bounds: &[u32]) -> bool {
    with(|frames| frames.native.set_loop(bounds))
}

/// Follows from here on.
pub(crate) fn go_on() {
    with(|frames| frames.is_running = true);
}

/// Follows no more.
pub(crate) fn stop() {
    with(|frames| {
        frames.is_running = false;
        frames.leave_native();
        while frames.depth > 0 {
            frames.leave();
        }
    });
}

/// Whether the module keeps a stack of its native calls.
pub(crate) fn are_native() -> bool {
    ShadowStack.depth() > 0
}

/// How many native calls led to the calling function; 0 in a module that keeps no stack of them.
// In each caller's own body: it is the caller that is asked for.
#[allow(clippy::inline_always)]
#[inline(always)]
pub(crate) fn native_calls() -> usize {
    // The last is the calling function's own, of what answers this.
    ShadowStack.depth().saturating_sub(1)
}

/// Tells the tracer where the program is, which is about to allocate, and to which so many
/// [native calls](native_calls) led.
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
                        .follow(&ShadowStack, native_calls, tell_native);
                }
            }
        }
    });
}

/// The line in the innermost of the frames whose file `is_shown`, and 0 where there is none.
pub(crate) fn current_line(is_shown: impl Fn(&str) -> bool) -> u32 {
    let mut frame = get_current_frame();
    // SAFETY: the chain is of frames that run, or ran when the program was abandoned.
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
                // So deep, all is told of where the program was when it came here.
                return;
            };
            *slot = frame;
            length += 1;
            // SAFETY: the chain is of frames that run.
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

    /// The frames above the first `same` are other ones.
    fn change(&mut self, same: usize, length: usize) {
        // Of the first that is different, often only the instruction is, and not the line.
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
        self.native.leave(0, tell_native);
    }

    #[inline]
    fn location(&mut self, code: &Py<PyCode>, instruction: u32) -> u32 {
        let place = Place {
            code: address_of(code),
            offset: instruction,
        };
        match self.places.get(place) {
            Some(location) => location,
            None => self.learn(code, place),
        }
    }

    /// Looks a place up that is seen for the first time.
    #[cold]
    fn learn(&mut self, code: &Py<PyCode>, place: Place) -> u32 {
        let line = line_of(code, place.offset);
        let of_line = Place {
            offset: LINE | line,
            ..place
        };
        let location = self.places.get(of_line).unwrap_or_else(|| {
            let file = code.source_path().as_str();
            let location = if file == OWN_FILE {
                HIDDEN
            } else if self.places.is_full() {
                *self
                    .elsewhere
                    .get_or_insert_with(|| defined(0, "elsewhere", "elsewhere"))
            } else {
                defined(line, code.obj_name.as_str(), file)
            };
            if !self.places.is_full() {
                // Another code object is never at this address.
                mem::forget(code.to_owned());
                self.places.insert(of_line, location);
            }
            location
        });
        self.places.insert(place, location);
        location
    }
}

fn tell_native(step: Step) {
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
