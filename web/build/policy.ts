/** The content security policy of the built pages: they ask for nothing but their own files. */

import { createHash } from 'node:crypto';

/** What a policy lets in, beyond what every page of this build does. */
interface Sources {
  readonly script: string;
  readonly style: string;
  readonly connect: string;
  readonly worker: string;
}

/** A page of several files: its own, and no inline script or style. */
export const FILES_POLICY = policy({
  script: "'self'",
  style: "'self'",
  connect: "'self'",
  worker: "'self'",
});

/** The same, of a page that has such pages in frames. */
export const FRAMES_POLICY = `${FILES_POLICY}; frame-src 'self'`;

/** A page that is one file: the script and the style that it holds, by their hashes. */
export function inlinePolicy(script: string, style: string): string {
  return policy({
    script: hashOf(script),
    style: hashOf(style),
    // The modules are in the script, as data.
    connect: 'data:',
    worker: 'blob:',
  });
}

function policy({ script, style, connect, worker }: Sources): string {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    `connect-src ${connect}`,
    `worker-src ${worker}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
