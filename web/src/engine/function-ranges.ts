/** Where a module tells that some of its functions are. */

/** The name of the section that the rewriting of the interpreter writes. */
const SECTION = 'function_ranges';

/**
 * Of each function, the offset of its code's first byte and the one behind its last; nothing of a
 * module that does not tell.
 */
export function rangesOf(module: WebAssembly.Module): Uint32Array {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  return section === undefined ? new Uint32Array() : new Uint32Array(section);
}
