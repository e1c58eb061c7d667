//! The module's global allocator.
//!
//! It grows linear memory by the engine's steps: by single pages, as most allocators do, the
//! growing alone would take longer than reading a capture does.

use highwater_tracer::{GrowingSource, WasmPages};
use talc::cell::TalcSyncCell;
use talc::wasm::WasmBinning;

#[global_allocator]
static ALLOCATOR: TalcSyncCell<GrowingSource<WasmPages>, WasmBinning> =
    TalcSyncCell::new_wasm(GrowingSource::new(WasmPages));
