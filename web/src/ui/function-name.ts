/** Function names in narrow spaces. */

import { html, type TemplateResult } from 'lit';

/** The name of a function, with line breaks allowed between its words. */
export function functionName(name: string): TemplateResult {
  const words = name.split(/(?<=[^_]_|::|\.)/);
  return html`<code class="function"
    >${words.map((word, index) => (index === 0 ? word : html`<wbr />${word}`))}</code
  >`;
}
