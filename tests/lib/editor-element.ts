/** An element with an editor in its shadow root, for tests. */

import { openEditor, type PythonEditor } from '../../web/src/python/editor/editor.ts';
import { SHARED_STYLES } from '../../web/src/ui/shared.ts';
import theme from '../../web/src/ui/theme.css?inline';

export class EditorElement extends HTMLElement {
  readonly changes: string[] = [];
  runs = 0;
  editor!: PythonEditor;

  connectedCallback(): void {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(theme);
    root.adoptedStyleSheets = [
      sheet,
      ...SHARED_STYLES.flatMap(({ styleSheet }) => styleSheet ?? []),
    ];
    const [before, parent, after] = ['button', 'div', 'button'].map((name) =>
      document.createElement(name),
    ) as [HTMLElement, HTMLElement, HTMLElement];
    [before.textContent, after.textContent] = ['Before', 'After'];
    root.append(before, parent, after);
    this.editor = openEditor({
      parent,
      root,
      source: this.textContent?.trimStart() ?? '',
      label: 'lru_cache.py',
      onChange: (source) => this.changes.push(source),
      onRun: () => {
        this.runs += 1;
      },
    });
  }
}

customElements.define('test-editor', EditorElement);
