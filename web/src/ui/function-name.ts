/** Names of functions where there may be little room. */

import { html, type TemplateResult } from 'lit';

/** The name of a function, which breaks between its words where it has to. */
export function functionName(name: string): TemplateResult {
  const words = name.split(/(?<=[^_]_|::|\.)/);
  return html`<code class="function"
    >${words.map((word, index) => (index === 0 ? word : html`<wbr />${word}`))}</code
  >`;
}
