/** Custom sections that the build writes into modules. */

/** The section of the engine and the interpreter with their build ID. */
const BUILD_ID = 'build_id';

/** The section of the interpreter with the ranges of some functions. */
const FUNCTION_RANGES = 'function_ranges';

/** The build ID as hexadecimal digits; `undefined` if the module has none. */
export function buildOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, BUILD_ID);
  return section === undefined
    ? undefined
    : Array.from(new Uint8Array(section), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The offsets of each function's first byte and of the byte after its last; empty if the section is
 * missing.
 */
export function rangesOf(module: WebAssembly.Module): Uint32Array {
  const [section] = WebAssembly.Module.customSections(module, FUNCTION_RANGES);
  return section === undefined ? new Uint32Array() : new Uint32Array(section);
}
