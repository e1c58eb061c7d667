/** The pages as `serve` has them while the interpreter is still being compiled. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InterpreterState } from '../../web/src/engine/awaited-interpreter';
import { DIST, REPOSITORY } from './dist.ts';
import { serve } from './serve.mjs';

/** Builds the pages that wait for the interpreter, and returns their folder. */
export function buildAwaitingPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'highwater-awaiting-'));
  const options = ['--mode', 'awaiting', '--logLevel', 'error', '--emptyOutDir'];
  execFileSync(
    process.execPath,
    ['node_modules/vite/bin/vite.js', 'build', ...options, '--outDir', folder],
    { cwd: join(REPOSITORY, 'web') },
  );
  return folder;
}

/** A site of those pages, with the state of the compilation in a file. */
export class AwaitingSite {
  readonly url: string;
  readonly #folder: string;
  readonly #close: () => Promise<void>;

  private constructor(folder: string, url: string, close: () => Promise<void>) {
    this.#folder = folder;
    this.url = url;
    this.#close = close;
  }

  static async open(pages: string): Promise<AwaitingSite> {
    const folder = mkdtempSync(join(tmpdir(), 'highwater-awaiting-site-'));
    cpSync(pages, folder, { recursive: true });
    const { url, close } = await serve({ folder });
    return new AwaitingSite(folder, url, close);
  }

  report(state: InterpreterState): void {
    const file = join(this.#folder, 'interpreter.json');
    writeFileSync(`${file}.new`, JSON.stringify(state));
    renameSync(`${file}.new`, file);
  }

  /** Adds the complete page, as `serve` does when the interpreter is compiled. */
  complete(): void {
    cpSync(DIST, this.#folder, { recursive: true });
    const files = readdirSync(join(DIST, 'assets')).filter((name) =>
      name.startsWith('interpreter-files-'),
    );
    this.report({ state: 'ready', files: `assets/${files.join()}` });
  }

  async close(): Promise<void> {
    await this.#close();
    rmSync(this.#folder, { recursive: true });
  }
}
