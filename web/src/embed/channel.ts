/** The embedded page's end of the message channel to the parent page. */

import type { HighwaterPlayground } from '../playground/highwater-playground.ts';
import {
  envelope,
  FORWARDED,
  type ForwardedType,
  type OutboundMessage,
  type ParentRequest,
  readRequest,
} from './messages.ts';

/**
 * Reports the playground's events to the parent page, and carries out its requests. Messages from
 * any other window are ignored. The reports contain no secrets and are sent to any origin.
 */
export function openChannel(playground: HighwaterPlayground, around: Window): void {
  const post = (message: OutboundMessage) => around.postMessage(envelope(message), '*');

  for (const [type, event] of Object.entries(FORWARDED)) {
    playground.addEventListener(event, (forwarded) => {
      post({ type: type as ForwardedType, detail: (forwarded as CustomEvent<unknown>).detail });
    });
  }

  addEventListener('message', ({ source, data }) => {
    const request = source === around ? readRequest(data) : null;
    if (request !== null) {
      answer(playground, request).then(post);
    }
  });

  let height = heightOf(document);
  post({ type: 'ready', detail: { height } });
  new ResizeObserver(() => {
    const now = heightOf(document);
    if (now !== height) {
      height = now;
      post({ type: 'resize', detail: { height } });
    }
  }).observe(document.body);
}

async function answer(
  playground: HighwaterPlayground,
  request: ParentRequest,
): Promise<OutboundMessage> {
  const { type, id } = request;
  switch (type) {
    case 'set': {
      for (const [name, value] of Object.entries(request.attributes)) {
        if (value === null) {
          playground.removeAttribute(name);
        } else {
          playground.setAttribute(name, value);
        }
      }
      return { type: 'answer', id, detail: { to: type, ...playground.current } };
    }
    case 'run':
      return { type: 'answer', id, detail: { to: type, results: await playground.run() } };
    case 'stop':
      playground.stop();
      return { type: 'answer', id, detail: { to: type } };
  }
}

/** The body's height: the window's own height would never shrink. */
function heightOf({ body }: Document): number {
  return Math.ceil(body.getBoundingClientRect().height);
}
