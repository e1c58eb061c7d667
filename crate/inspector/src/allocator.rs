//! The module's global allocator.
//!
//! It grows linear memory by the engine's steps: growing by single pages, like most allocators,
//! would take longer than reading a capture.

use highwater_tracer::{GrowingSource, WasmPages};
use talc::cell::TalcSyncCell;
use talc::wasm::WasmBinning;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<GrowingSource<WasmPages>, WasmBinning> =
    TalcSyncCell::new_wasm(GrowingSource::new(WasmPages));
