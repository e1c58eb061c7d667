/**
 * The interpreter: downloaded compressed with progress reports, and compiled once. It has two
 * builds, one of which records a stack of native calls.
 */

import decoderUrl from 'brotli-dec-wasm/web/bg.wasm?url';
import type { RunRequest } from '../model/run-result.ts';
import { messageOf } from '../util/errors.ts';
import { fetchFile } from '../util/fetch.ts';
import { loadPart } from '../util/parts.ts';
import { interpreterFiles } from './interpreter.ts';
import { bytesOf, type DownloadProgress, isModule } from './interpreter-bytes.ts';
import type { Modules } from './messages.ts';
import { loadInspector } from './modules.ts';
import { startPython } from './python-start.ts';

const listeners = new Set<(progress: DownloadProgress) => void>();

let latest: DownloadProgress = { loaded: 0, total: 0 };

/** The interpreters that are compiled or being compiled, by whether they record native stacks. */
const engines = new Map<boolean, Promise<WebAssembly.Module>>();

/**
 * Calls the listener with the current progress and after each change. Returns a function that
 * unsubscribes it.
 */
export function watchDownload(listener: (progress: DownloadProgress) => void): () => void {
  listeners.add(listener);
  listener(latest);
  return () => listeners.delete(listener);
}

/** The modules of the run of a program. */
export async function programModules({ native }: Pick<RunRequest, 'native'>): Promise<Modules> {
  const [engine, inspector, { runWorker }] = await Promise.all([
    loadPython(native),
    loadInspector(),
    interpreterFiles(),
  ]);
  return { engine, inspector, start: (...run) => startPython(runWorker, ...run) };
}

/** The interpreter. A failed load is not cached, so that a later call tries again. */
function loadPython(native = false): Promise<WebAssembly.Module> {
  let engine = engines.get(native);
  if (engine === undefined) {
    engine = load(native).catch((error: unknown) => {
      engines.delete(native);
      throw error;
    });
    engines.set(native, engine);
  }
  return engine;
}

async function load(native: boolean): Promise<WebAssembly.Module> {
  const files = await interpreterFiles();
  const { url, size } = native ? files.native : files.plain;
  report({ loaded: 0, total: size });
  const [bytes, decoder] = await Promise.all([
    fetchFile(url, (response) => bytesOf(response, size, report)),
    loadPart('the decoder of the interpreter', () => import('brotli-dec-wasm/web')),
  ]);
  if (!isModule(bytes)) {
    const decoderBytes = await fetchFile(decoderUrl, (response) => response.arrayBuffer());
    await decoder.default({ module_or_path: decoderBytes });
  }
  try {
    const module = isModule(bytes) ? bytes : (decoder.decompress(bytes) as typeof bytes);
    return await WebAssembly.compile(module);
  } catch (error) {
    throw new Error(`the interpreter is damaged: reload the page (${messageOf(error)})`);
  }
}

function report(progress: DownloadProgress): void {
  latest = progress;
  for (const listener of listeners) {
    listener(latest);
  }
}
