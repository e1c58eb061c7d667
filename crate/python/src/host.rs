//! Calls to the page's worker.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::texts::LONGEST_OUTPUT;

#[wasm_bindgen]
extern "C" {
    /// The receiver of the records of a run and of its program's output.
    pub type Host;

    /// Receives `length` bytes of records at the address `pointer` of this module's memory. They
    /// are valid only during the call, and the call must not enter this module.
    #[wasm_bindgen(method)]
    fn records(this: &Host, pointer: usize, length: usize);

    /// Receives the program's standard output, stream 1, or standard error, stream 2: `length`
    /// bytes of UTF-8, under the same conditions, and at most [`output_limit`] in all.
    ///
    /// Stream 3 has the message of a panic, the interpreter's own fault, after which it traps.
    #[wasm_bindgen(method)]
    fn output(this: &Host, stream: u32, pointer: usize, length: usize);

    /// The program has written more to a stream than it may. No output of the stream follows.
    #[wasm_bindgen(method)]
    fn cut(this: &Host, stream: u32);

    /// Milliseconds since 1970.
    #[wasm_bindgen(method)]
    fn now(this: &Host) -> f64;
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// The stream for the message of a panic.
const PANICS: u32 = 3;

/// Sets the host of subsequent runs.
#[wasm_bindgen]
pub fn connect(host: Host) {
    HOST.set(Some(host));
    std::panic::set_hook(Box::new(|panic| output(PANICS, &panic.to_string())));
}

/// The maximum number of bytes of each output stream.
#[wasm_bindgen]
pub fn output_limit() -> usize {
    LONGEST_OUTPUT
}

pub(crate) fn records(bytes: &[u8]) {
    HOST.with_borrow(|host| {
        if let Some(host) = host {
            host.records(bytes.as_ptr().addr(), bytes.len());
        }
    });
}

pub(crate) fn output(stream: u32, text: &str) {
    HOST.with_borrow(|host| {
        if let Some(host) = host {
            host.output(stream, text.as_ptr().addr(), text.len());
        }
    });
}

pub(crate) fn cut(stream: u32) {
    HOST.with_borrow(|host| {
        if let Some(host) = host {
            host.cut(stream);
        }
    });
}

pub(crate) fn now() -> f64 {
    HOST.with_borrow(|host| host.as_ref().map_or(0.0, Host::now))
}
