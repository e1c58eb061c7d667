/** Custom sections that the build writes into modules. */

/** The section of the engine and the interpreter with their build's identity. */
const BUILD_ID = 'build_id';

/** The section of the interpreter with the places of some of its functions. */
const FUNCTION_RANGES = 'function_ranges';

/** The build's identity in hexadecimal digits; `undefined` of a module that has none. */
export function buildOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, BUILD_ID);
  return section === undefined
    ? undefined
    : Array.from(new Uint8Array(section), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The offsets of each function's first byte and the one behind its last; empty without them. */
export function rangesOf(module: WebAssembly.Module): Uint32Array {
  const [section] = WebAssembly.Module.customSections(module, FUNCTION_RANGES);
  return section === undefined ? new Uint32Array() : new Uint32Array(section);
}
