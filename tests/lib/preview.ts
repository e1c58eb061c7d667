/** The server of `./www-build.sh serve`: Vite's preview of the built page. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { REPOSITORY } from './dist.ts';

export class Preview {
  readonly url: string;
  readonly #server: ChildProcess;

  private constructor(url: string, server: ChildProcess) {
    this.url = url;
    this.#server = server;
  }

  /** Starts the server at a free port. */
  static async start(): Promise<Preview> {
    const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
    // Node warns of both.
    delete env.FORCE_COLOR;
    const server = spawn('node_modules/.bin/vite', ['preview', '--host', '127.0.0.1'], {
      cwd: `${REPOSITORY}/web`,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(server.stdout)) {
      const [, url] = /Local:\s+(\S+)/.exec(line) ?? [];
      if (url !== undefined) {
        return new Preview(url, server);
      }
    }
    throw new Error('the preview ended without an address');
  }

  async stop(): Promise<void> {
    const ended = once(this.#server, 'exit');
    this.#server.kill();
    await ended;
  }
}
