/**
 * Names for the code offsets of native frames: a module, and the debug information of the engine or
 * the function names of the interpreter, all loaded on request.
 */

import symbolsUrl from '../../wasm/engine/highwater_engine.symbols?url';
import policiesSymbolsUrl from '../../wasm/policies/highwater_engine.symbols?url';
import init, { Symbolizer } from '../../wasm/symbolizer/highwater_symbolizer.js';
import symbolizerUrl from '../../wasm/symbolizer/highwater_symbolizer_bg.wasm?url';
import { fetchFile } from '../util/fetch.ts';
import { loadPart } from '../util/parts.ts';
import type { InterpreterFiles } from './interpreter-files.ts';

const NAMES = 'the address of the interpreter’s names';

/**
 * The symbols of offsets, in the same order, as JSON; `null` if the offsets are of another build.
 *
 * @throws The file that could not be fetched, as text without a full stop.
 */
export async function resolve(build: string, offsets: Uint32Array): Promise<string | null> {
  const [urls] = await Promise.all([
    symbolsOf(build),
    fetchFile(symbolizerUrl, (response) => response.arrayBuffer()).then((module_or_path) =>
      init({ module_or_path }),
    ),
  ]);
  for (const url of urls) {
    const symbolizer = new Symbolizer(await fetchFile(url, uncompressed));
    try {
      if (symbolizer.build_id === build) {
        return symbolizer.resolve(offsets);
      }
    } finally {
      symbolizer.free();
    }
  }
  return null;
}

/** The URLs of the files that may be of a build: the two engines', unless it is the interpreter. */
async function symbolsOf(build: string): Promise<readonly string[]> {
  // A build without the interpreter has no names for it.
  if (import.meta.env.HIGHWATER_PYTHON) {
    const names = await pythonNames();
    if (build === names?.build) {
      return [names.namesUrl];
    }
  }
  return [symbolsUrl, policiesSymbolsUrl];
}

/** The names of the interpreter and their build; `null` until there is one. */
async function pythonNames(): Promise<Pick<InterpreterFiles, 'build' | 'namesUrl'> | null> {
  if (import.meta.env.HIGHWATER_AWAITS_PYTHON) {
    const { filesIfReady } = await loadPart(NAMES, () => import('./awaited-interpreter.ts'));
    return filesIfReady();
  } else {
    const { namesUrl, PYTHON_BUILD } = await loadPart(NAMES, () => import('./lazy-python-urls.ts'));
    return { namesUrl, build: PYTHON_BUILD };
  }
}

/** The bytes of a gzip file; the host may have decompressed it already. */
async function uncompressed(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isCompressed) {
    return bytes;
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
