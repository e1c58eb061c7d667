/** Which build a module is of. */

/** The name of the section that the rewriting of the engine writes. */
const SECTION = 'build_id';

/** The build's identity in hexadecimal digits; `undefined` of a module that has none. */
export function buildOf(module: WebAssembly.Module): string | undefined {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  return section === undefined
    ? undefined
    : Array.from(new Uint8Array(section), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
