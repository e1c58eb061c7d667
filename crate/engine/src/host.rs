//! The interface of the engine to the page's worker.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The receiver of a run's records.
    pub type Host;

    /// Receives `length` bytes of records at the address `pointer` of this module's memory. They
    /// are valid only during the call, and the call must not enter this module.
    #[wasm_bindgen(method)]
    fn records(this: &Host, pointer: usize, length: usize);
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Sets the host of subsequent runs.
#[wasm_bindgen]
pub fn connect(host: Host) {
    HOST.set(Some(host));
}

pub(crate) fn records(bytes: &[u8]) {
    HOST.with_borrow(|host| {
        if let Some(host) = host {
            host.records(bytes.as_ptr().addr(), bytes.len());
        }
    });
}
