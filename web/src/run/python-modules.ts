/** The interpreter: fetched compressed, with its progress told, and compiled once. */

import decoderUrl from 'brotli-dec-wasm/web/bg.wasm?url';
import engineUrl from '../../python/highwater_python.wasm.br?url';
import { PYTHON_SIZE } from '../../python/size.ts';
import { fetchFile } from './fetch-file.ts';
import type { Modules } from './messages.ts';
import { loadInspector } from './modules.ts';
import { startPython } from './python-start.ts';

/** How much of the interpreter has come, in bytes as they are sent. */
export interface DownloadProgress {
  readonly loaded: number;
  readonly total: number;
}

const listeners = new Set<(progress: DownloadProgress) => void>();

let latest: DownloadProgress = { loaded: 0, total: PYTHON_SIZE };

let engine: Promise<WebAssembly.Module> | null = null;

/** Hears how the download goes on, and at once how it stands. Answers how to stop that. */
export function watchDownload(listener: (progress: DownloadProgress) => void): () => void {
  listeners.add(listener);
  listener(latest);
  return () => listeners.delete(listener);
}

/** The modules of the run of a program. */
export async function programModules(): Promise<Modules> {
  const [engine, inspector] = await Promise.all([loadPython(), loadInspector()]);
  return { engine, inspector, start: startPython };
}

/** The interpreter. A failed attempt is forgotten, so that a later call tries again. */
export function loadPython(): Promise<WebAssembly.Module> {
  engine ??= load().catch((error: unknown) => {
    engine = null;
    throw error;
  });
  return engine;
}

async function load(): Promise<WebAssembly.Module> {
  tell(0);
  const [compressed, decoder] = await Promise.all([
    fetchFile(engineUrl).then(bytesOf),
    import('brotli-dec-wasm/web'),
  ]);
  await decoder.default({ module_or_path: fetchFile(decoderUrl) });
  return WebAssembly.compile(decoder.decompress(compressed) as Uint8Array<ArrayBuffer>);
}

/** The whole of a response; how much of it has come is told on the way. */
async function bytesOf(response: Response): Promise<Uint8Array> {
  const bytes = new Uint8Array(PYTHON_SIZE);
  let loaded = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    if (loaded + value.length > PYTHON_SIZE) {
      throw new Error('the interpreter that was fetched is another than this page was made for');
    }
    bytes.set(value, loaded);
    loaded += value.length;
    tell(loaded);
  }
  if (loaded < PYTHON_SIZE) {
    throw new Error('the interpreter came only in part: the connection was cut');
  }
  return bytes;
}

function tell(loaded: number): void {
  latest = { loaded, total: PYTHON_SIZE };
  for (const listener of listeners) {
    listener(latest);
  }
}
