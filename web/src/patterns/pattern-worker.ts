/**
 * Tests texts with a regular expression. The browser's matcher backtracks, and may take longer than
 * the age of the universe: it runs here so that the page can end it.
 */

import { messageOf } from '../util/errors.ts';
import type { PatternReply, PatternRequest } from './messages.ts';

const scope = self as unknown as { postMessage(reply: PatternReply): void };

self.addEventListener('message', ({ data }: MessageEvent<PatternRequest>) => {
  scope.postMessage({ is: 'begun' });
  scope.postMessage(tested(data));
});

function tested({ pattern, texts }: PatternRequest): PatternReply {
  try {
    const expression = new RegExp(pattern, 'i');
    return {
      is: 'tested',
      matched: Uint8Array.from(texts, (text) => Number(expression.test(text))),
    };
  } catch (error) {
    return { is: 'invalid', reason: reasonOf(messageOf(error)) };
  }
}

/** The browser's reason, without the pattern, which the reader sees anyway. */
function reasonOf(message: string): string {
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}
