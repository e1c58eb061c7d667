//! Captures written by hand, and an inspector that reads them.

use crate::Inspector;
use highwater_capture::{
    Counter, CounterRole, Encoder, Header, MAX_TEXT_RECORD, Mark, Record, TotalsRecord,
};
use js_sys::{Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;

/// The exercise's counters, as defined by its engine.
const COUNTERS: [(&str, CounterRole); 7] = [
    ("calls", CounterRole::Ticks),
    ("hits", CounterRole::Total),
    ("misses", CounterRole::Total),
    ("evictions", CounterRole::Total),
    ("clears", CounterRole::Total),
    ("instances", CounterRole::Exact),
    ("entries", CounterRole::Drawn),
];

pub const CALLS: Counter = Counter::ALL[0];
pub const HITS: Counter = Counter::ALL[1];
pub const MISSES: Counter = Counter::ALL[2];
pub const EVICTIONS: Counter = Counter::ALL[3];
pub const CLEARS: Counter = Counter::ALL[4];
pub const INSTANCES: Counter = Counter::ALL[5];
pub const ENTRIES: Counter = Counter::ALL[6];

/// The header of a capture written by hand, the definitions of its counters, and then its records.
pub struct Capture {
    encoder: Encoder,
    pub bytes: Vec<u8>,
}

impl Capture {
    pub fn new(traced: bool) -> Self {
        let header = Header {
            address_shift: 3,
            traced,
        };
        let mut capture = Self {
            encoder: Encoder::new(header.address_shift),
            bytes: header.to_bytes().to_vec(),
        };
        for (name, role) in COUNTERS {
            capture.record(&Record::CounterDefinition { role, name });
        }
        capture
    }

    pub fn record(&mut self, record: &Record<'_>) -> &mut Self {
        let mut window = [0; MAX_TEXT_RECORD];
        let used = self.encoder.encode(&mut window, record);
        self.bytes.extend_from_slice(&window[..used]);
        self
    }

    pub fn alloc(&mut self, address: u64, size: u64) -> &mut Self {
        self.record(&Record::Alloc {
            node: 0,
            address,
            size,
        })
    }

    pub fn free(&mut self, address: u64, size: u64) -> &mut Self {
        self.record(&Record::Free {
            node: 0,
            address,
            size,
        })
    }

    pub fn count(&mut self, counter: Counter, delta: i64) -> &mut Self {
        self.record(&Record::Count { counter, delta })
    }

    pub fn meta(&mut self, key: &str, value: &str) -> &mut Self {
        self.record(&Record::Meta { key, value })
    }

    /// The end of a phase with these fields.
    pub fn phase(&mut self, fields: &[(&str, u64)]) -> &mut Self {
        for &(name, value) in fields {
            self.record(&Record::PhaseField { name, value });
        }
        self.record(&Record::Phase { name: "range" })
    }

    /// Writes the allocator's totals and a mark.
    pub fn mark(&mut self, mark: Mark, totals: TotalsRecord) -> &mut Self {
        self.record(&Record::Totals(totals))
            .record(&Record::Mark(mark))
    }
}

/// Passes a chunk to the inspector through linear memory, like a page.
pub fn feed(inspector: &mut Inspector, chunk: &[u8], elapsed_ms: f64) -> Result<(), String> {
    let address = inspector.reserve(chunk.len());
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let [address, length] = [address, chunk.len()].map(|number| u32::try_from(number).unwrap());
    Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), address, length).copy_from(chunk);
    inspector.feed(elapsed_ms).map_err(message)
}

/// An inspector that has read a complete capture in one chunk.
pub fn inspector_of(bytes: &[u8]) -> Inspector {
    let mut inspector = Inspector::new(None);
    feed(&mut inspector, bytes, 0.0).expect("the capture is sound");
    inspector
}

/// The text of an error thrown to a page.
pub fn message(error: JsError) -> String {
    let error: JsValue = error.into();
    let error: js_sys::Error = error.dyn_into().expect("an Error is thrown");
    error.message().into()
}
