/** A page or a module as one file, with everything it needs included. */

import { readFileSync } from 'node:fs';
import { build, type Plugin, type Rolldown } from 'vite';
import { replacements } from './bindings.ts';
import { lateImports } from './late-imports.ts';
import { inlinePolicy } from './policy.ts';

/** The query by which the scripts import the URL of a worker. */
const WORKER_ADDRESS = '?worker&url';

const INLINED = '\0inlined-worker:';

/** Workers as text in the script that starts them, each at a blob URL. */
export function inlinedWorkers(): Plugin {
  return {
    name: 'inlined-workers',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(WORKER_ADDRESS)) {
        return null;
      }
      const entry = await this.resolve(source.slice(0, -WORKER_ADDRESS.length), importer);
      return entry === null ? null : INLINED + entry.id;
    },
    async load(id) {
      if (!id.startsWith(INLINED)) {
        return null;
      }
      const script = JSON.stringify(await bundled(id.slice(INLINED.length)));
      return `export default URL.createObjectURL(new Blob([${script}], { type: 'text/javascript' }));`;
    },
  };
}

/** A module and all its imports, as one classic script. */
async function bundled(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [replacements(), lateImports()],
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: () => true,
      rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
    },
  });
  const { output } = built as Rolldown.RolldownOutput;
  const [chunk, ...others] = output;
  if (others.length > 0) {
    throw new Error(`${entry} has more than one file: ${others.map(({ fileName }) => fileName)}`);
  }
  return chunk.code;
}

/** The page with its scripts, its styles and its icon included, called `name`. */
export function inlinedPage(name: string, icon: string): Plugin {
  return {
    name: 'inlined-page',
    enforce: 'post',
    generateBundle: {
      // After all other transformations of the script.
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const page = files.find(({ fileName }) => fileName.endsWith('.html'));
        const script = files.find((file) => file.type === 'chunk');
        const style = files.find(({ fileName }) => fileName.endsWith('.css'));
        if (page?.type !== 'asset' || script?.type !== 'chunk' || style?.type !== 'asset') {
          throw new Error('the page lacks a part of the single-file build');
        }
        // A script in a page ends at its closing tag, even within quotation marks.
        const code = script.code.trimEnd().replaceAll(/<(?=\/?script)/gi, '\\x3C');
        const rules = String(style.source).trimEnd();
        const html = String(page.source)
          .replace(/\s*<script type="module"[^>]*><\/script>/, '')
          .replace(/\s*<link rel="stylesheet"[^>]*>/, () => `\n    <style>${rules}</style>`)
          .replace(/(<link rel="icon" href=")[^"]*/, (_, start) => start + dataAddress(icon))
          // A single-file build cannot link to a page of several files.
          .replaceAll(/ <a href="(?:python|docs\/index)\.html">[^<]*<\/a>/g, '')
          .replace('<head>', () => `<head>\n    ${metaOf(inlinePolicy(code, rules))}`)
          .replace('</body>', () => `  <script type="module">${code}</script>\n  </body>`);
        for (const { fileName } of files) {
          delete bundle[fileName];
        }
        this.emitFile({ type: 'asset', fileName: name, source: html });
      },
    },
  };
}

function metaOf(policy: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}

function dataAddress(icon: string): string {
  return `data:image/svg+xml;base64,${readFileSync(icon).toString('base64')}`;
}
