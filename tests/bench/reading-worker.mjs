/** Reads one capture with a new inspector and reports the duration. */

import initInspector, { Inspector } from '../../web/wasm/inspector/highwater_inspector.js';

const MODULE = new URL('../../web/wasm/inspector/highwater_inspector_bg.wasm', import.meta.url);

/** The length of the engine's chunks. */
const PIECE = 64 * 1024;

self.addEventListener('message', async ({ data: { address, locations } }) => {
  const { memory } = await initInspector({ module_or_path: MODULE });
  const capture = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const inspector = new Inspector(locations);
  const began = performance.now();
  for (let from = 0; from < capture.length; from += PIECE) {
    const piece = capture.subarray(from, from + PIECE);
    const target = inspector.reserve(piece.length);
    new Uint8Array(memory.buffer).set(piece, target);
    inspector.feed(0);
  }
  self.postMessage({ ms: performance.now() - began, memory: memory.buffer.byteLength });
});
