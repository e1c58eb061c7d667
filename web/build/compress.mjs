/**
 * Compresses a module for download, without the names of its functions, records its size and its
 * build, and fails if it exceeds the limit:
 * `node compress.mjs MODULE COMPRESSED SIZE_MODULE MOST_BYTES`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const CUSTOM = 0;

const [module, compressed, sizeModule, most] = process.argv.slice(2);
const { bytes, build } = withoutNames(readFileSync(module));
const small = brotliCompressSync(bytes, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  },
});
console.log(`${bytes.length} bytes, compressed ${small.length}; at most ${most}`);
if (small.length > Number(most)) {
  console.error(`${compressed} exceeds its limit by ${small.length - most} bytes`);
  process.exit(1);
}
writeFileSync(compressed, small);
const size = `/** Bytes of the compressed interpreter. */\nexport const PYTHON_SIZE = ${small.length};\n`;
const identity = `\n/** The build of its code offsets. */\nexport const PYTHON_BUILD = '${build}';\n`;
writeFileSync(sizeModule, build === '' ? size : size + identity);

/** A module without its name section, and its section `build_id` in hexadecimal digits. */
function withoutNames(original) {
  let at = 8; // behind the magic number and the version
  const number = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = original[at];
      at += 1;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
  };
  const pieces = [original.subarray(0, at)];
  let build = '';
  while (at < original.length) {
    const start = at;
    const id = original[at];
    at += 1;
    const length = number();
    const end = at + length;
    let name = '';
    if (id === CUSTOM) {
      const nameLength = number();
      name = original.toString('utf8', at, at + nameLength);
      at += nameLength;
    }
    if (name === 'build_id') {
      build = original.toString('hex', at, end);
    }
    if (name !== 'name') {
      pieces.push(original.subarray(start, end));
    }
    at = end;
  }
  return { bytes: Buffer.concat(pieces), build };
}
