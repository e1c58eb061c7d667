/** The content security policy of the built pages: only their own files are allowed. */

import { createHash } from 'node:crypto';

/** Sources that a policy allows in addition to those of every page of this build. */
interface Sources {
  readonly script: string;
  readonly style: string;
  readonly connect: string;
  readonly worker: string;
}

/** URLs of workers, which a page without locks reads to notice their end. */
const LIFE = 'blob:';

/** A page of several files: its own files, without inline scripts or styles. */
export const FILES_POLICY = policy({
  script: "'self'",
  style: "'self'",
  connect: `'self' ${LIFE}`,
  worker: "'self'",
});

/** The same, for a page with such pages in frames. */
export const FRAMES_POLICY = `${FILES_POLICY}; frame-src 'self'`;

/** A single-file page: its script and style, by hash. */
export function inlinePolicy(script: string, style: string): string {
  return policy({
    script: hashOf(script),
    style: hashOf(style),
    // The modules are data in the script.
    connect: `data: ${LIFE}`,
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
