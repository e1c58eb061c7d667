/** Fetching and compiling the two modules, once for the whole document. */

import engineUrl from '../../wasm/engine/highwater_engine_bg.wasm?url';
import inspectorUrl from '../../wasm/inspector/highwater_inspector_bg.wasm?url';
import { messageOf } from '../state/reading.ts';
import type { Modules } from './messages.ts';

let compiled: Promise<Modules> | null = null;

/** The compiled modules. A failed attempt is forgotten, so that a later call tries again. */
export function loadModules(): Promise<Modules> {
  compiled ??= Promise.all([compile(engineUrl), compile(inspectorUrl)]).then(
    ([engine, inspector]) => ({ engine, inspector }),
    (error: unknown) => {
      compiled = null;
      throw error;
    },
  );
  return compiled;
}

async function compile(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} could not be fetched: ${messageOf(error)}`);
  });
  if (!response.ok) {
    throw new Error(`${url} could not be fetched: ${response.status} ${response.statusText}`);
  }
  // Streaming wants the MIME type application/wasm, which some static hosts do not send.
  if (response.headers.get('Content-Type')?.startsWith('application/wasm')) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
