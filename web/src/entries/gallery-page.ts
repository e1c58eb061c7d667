/** The gallery: copy buttons for its code, messages with its frame, and a host for its widget. */

import './highwater.ts';
import { copyText } from '../util/clipboard.ts';
import { render, type WidgetModel } from './anywidget.ts';

for (const figure of document.querySelectorAll('figure')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy: ${figure.querySelector('figcaption')?.textContent}`);
  button.addEventListener('click', async () => {
    const copied = await copyText(figure.querySelector('code')?.textContent ?? '');
    button.textContent = copied ? 'Copied' : 'The browser refused to copy';
  });
  figure.querySelector('figcaption')?.append(button);
}

const REQUESTS = {
  limit: { type: 'set', attributes: { limit: '1MB' } },
  run: { type: 'run' },
  stop: { type: 'stop' },
} as const;

/** Maximum number of listed messages; the oldest are removed. */
const MOST_TOLD = 8;

const told = document.querySelector('.talk ol');

addEventListener('message', ({ source, data }) => {
  const frames = [...document.querySelectorAll('iframe')];
  const frame = frames.find(({ contentWindow }) => contentWindow === source);
  if (frame === undefined || data?.highwater !== 1) {
    return;
  }
  if (data.type === 'ready' || data.type === 'resize') {
    frame.style.blockSize = `${data.detail.height}px`;
  }
  if ('talk' in frame.dataset && data.type !== 'progress') {
    const line = document.createElement('li');
    line.textContent = JSON.stringify(data);
    told?.append(line);
    if (told !== null && told.children.length > MOST_TOLD) {
      told.firstElementChild?.remove();
    }
  }
});

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-ask]')) {
  button.addEventListener('click', () => {
    const request = REQUESTS[button.dataset.ask as keyof typeof REQUESTS];
    document
      .querySelector<HTMLIFrameElement>('[data-talk]')
      ?.contentWindow?.postMessage({ highwater: 1, ...request }, '*');
  });
}

/** A model as a widget host provides it. */
const values = new Map<string, unknown>([
  ['policies', 'class/unbounded,class/lru:128'],
  ['ranges', '200'],
  ['embed', true],
  ['view', 'plot'],
]);
const model: WidgetModel = {
  get: (name) => values.get(name),
  set: (name, value) => values.set(name, value),
};
const place = document.querySelector<HTMLElement>('[data-widget]');
if (place !== null) {
  render({ model, el: place });
}

document.querySelector('.unscripted')?.remove();
