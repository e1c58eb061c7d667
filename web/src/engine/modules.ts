/** Fetches and compiles the modules, each once for the whole document. */

import engineUrl from '../../wasm/engine/highwater_engine_bg.wasm?url';
import inspectorUrl from '../../wasm/inspector/highwater_inspector_bg.wasm?url';
import { messageOf } from '../util/errors.ts';
import { fetchFile } from '../util/fetch.ts';
import { loadPart } from '../util/parts.ts';
import type { Modules } from './messages.ts';

/** The compiled modules by URL. A failed attempt is removed, so that a later call tries again. */
const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** The modules that the page itself and most runs need. */
export async function loadModules(): Promise<Modules> {
  const [engine, inspector] = await Promise.all([load(engineUrl), load(inspectorUrl)]);
  return { engine, inspector };
}

/** The module that reads captures. */
export function loadInspector(): Promise<WebAssembly.Module> {
  return load(inspectorUrl);
}

/** A module that is loaded only on request. */
export async function loadLate(
  name: keyof typeof import('./lazy-urls.ts'),
): Promise<WebAssembly.Module> {
  const urls = () => import('./lazy-urls.ts');
  return load((await loadPart('the addresses of further modules', urls))[name]);
}

function load(url: string): Promise<WebAssembly.Module> {
  let module = compiled.get(url);
  if (module === undefined) {
    module = compile(url).catch((error: unknown) => {
      compiled.delete(url);
      throw error;
    });
    compiled.set(url, module);
  }
  return module;
}

function compile(url: string): Promise<WebAssembly.Module> {
  return fetchFile(url, async (response) => {
    const type = response.headers.get('Content-Type');
    try {
      // Streaming requires the MIME type application/wasm, which some static hosts do not send.
      return type?.startsWith('application/wasm')
        ? await WebAssembly.compileStreaming(response)
        : await WebAssembly.compile(await response.arrayBuffer());
    } catch (error) {
      const sent = type === null ? 'sent without a type' : `sent as ${type}`;
      throw new Error(`${url}, ${sent}, could not be used: ${messageOf(error)}`);
    }
  });
}
