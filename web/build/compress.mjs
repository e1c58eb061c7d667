/**
 * Compresses a module as a page fetches it, writes down how large that is, and fails where it is
 * more than it may be: `node compress.mjs MODULE COMPRESSED SIZE_MODULE MOST_BYTES`.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const [module, compressed, sizeModule, most] = process.argv.slice(2);
const bytes = readFileSync(module);
const small = brotliCompressSync(bytes, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  },
});
console.log(`${bytes.length} bytes, compressed ${small.length}; at most ${most}`);
if (small.length > Number(most)) {
  console.error(`${compressed} would be ${small.length - most} bytes larger than it may be`);
  process.exit(1);
}
writeFileSync(compressed, small);
writeFileSync(
  sizeModule,
  `/** Bytes of the interpreter as it is fetched. */\nexport const PYTHON_SIZE = ${small.length};\n`,
);
