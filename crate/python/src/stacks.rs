//! The room for recursion: the stack in linear memory, and the stacks of the engine.
//!
//! An engine's stack is of an unknown size, and a call may take more of it once it has been
//! optimised. The stack in linear memory is therefore the measure: its pointer is the same in each
//! run and in each engine.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

/// Bytes below the lowest permitted stack pointer, for calls without a check, such as those that
/// release objects.
const MARGIN: usize = 96 * 1024;

/// Bytes of the stack that the compiler takes at most for each level of a nested expression.
const LEVEL: usize = 1280;

/// The depth of a source at most, however large the stack.
const DEEPEST_SOURCE: usize = 1000;

#[link(wasm_import_module = "./stacks.js")]
unsafe extern "C" {
    /// Calls `run_on_new_stack` on a new stack of the engine.
    ///
    /// # Safety
    /// `call` is valid until this returns.
    fn continue_on_new_stack(call: *mut u8);
}

thread_local! {
    /// The lowest permitted stack pointer.
    static END: Cell<usize> = const { Cell::new(MARGIN) };
    /// The lowest stack pointer on the engine's present stack.
    static PRESENT_END: Cell<usize> = const { Cell::new(0) };
    /// The part of the stack in linear memory for one stack of the engine, in bytes.
    static PART: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Sets the room for recursion below the caller: `bytes` of the stack in linear memory, as far as it
/// has them.
///
/// `continue_on_new_stack` is called after each `part` bytes of it.
#[wasm_bindgen]
pub fn set_stack_room(bytes: usize, part: usize) {
    let pointer = stack_pointer();
    END.set(pointer.saturating_sub(bytes).max(MARGIN));
    PART.set(part);
    PRESENT_END.set(pointer.saturating_sub(PART.get()));
}

/// Makes a call for `continue_on_new_stack`, on the new stack.
///
/// # Safety
/// `call` is what `continue_on_new_stack` was given, and has not returned.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run_on_new_stack(call: *mut u8) {
    #[allow(clippy::cast_ptr_alignment)] // It was one of this type.
    let call = call.cast::<&mut dyn FnMut()>();
    // SAFETY: the caller guarantees it.
    unsafe { (*call)() };
}

// The following are declared in the part that the build adds to the virtual machine.

#[unsafe(no_mangle)]
extern "Rust" fn highwater_stack_end() -> usize {
    END.get()
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_stack_has_room(pointer: usize) -> bool {
    pointer >= PRESENT_END.get()
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_on_next_stack(mut call: &mut dyn FnMut()) {
    if PART.get() == usize::MAX {
        // The room has not been set: the caller may not be suspended.
        call();
        return;
    }
    let present = PRESENT_END.get();
    PRESENT_END.set(stack_pointer().saturating_sub(PART.get()));
    // SAFETY: the import returns after the call.
    unsafe { continue_on_new_stack((&raw mut call).cast()) };
    PRESENT_END.set(present);
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_on_stack(call: &mut dyn FnMut()) {
    if highwater_stack_has_room(stack_pointer()) {
        call();
    } else {
        highwater_on_next_stack(call);
    }
}

#[unsafe(no_mangle)]
extern "Rust" fn highwater_nesting_limit() -> usize {
    (stack_pointer().saturating_sub(END.get()) / LEVEL).min(DEEPEST_SOURCE)
}

/// A value of the stack pointer in this function or its caller.
fn stack_pointer() -> usize {
    let here = 0_u8;
    std::hint::black_box(&raw const here).addr()
}
