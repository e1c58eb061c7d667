/**
 * Messages between an embedded page and its parent page, as `postMessage` carries them.
 *
 * Every message is `{highwater: 1, type, …}`. The number is the protocol version; messages of other
 * versions are ignored.
 */

import { ATTRIBUTES, type Attribute, type Attributes, type Problem } from '../settings/settings.ts';
import { isRecord } from '../util/json-readers.ts';

export const VERSION = 1;

/** Attributes that the parent page may set; `embed` is not one of them. */
export type SettableAttribute = Exclude<Attribute, 'embed'>;

/** Requests of the parent page; the answer has the same `id`. */
export type ParentRequest =
  /** Sets attributes to these values; `null` removes one. */
  | {
      readonly type: 'set';
      readonly id: MessageId;
      readonly attributes: Readonly<Partial<Record<SettableAttribute, string | null>>>;
    }
  /** Runs the chosen policies, as the button Run does. */
  | { readonly type: 'run'; readonly id: MessageId }
  /** Stops the run in progress. */
  | { readonly type: 'stop'; readonly id: MessageId };

/** Identifies a request; `null` if the request has no id. */
export type MessageId = string | number | null;

/** Messages of the embedded page; `detail` is the detail of the event of that name. */
export type OutboundMessage =
  /** The page listens to messages. It may not be loaded before it is visible. */
  | { readonly type: 'ready'; readonly detail: { readonly height: number } }
  /** The required height in CSS pixels, after each change. */
  | { readonly type: 'resize'; readonly detail: { readonly height: number } }
  | { readonly type: ForwardedType; readonly detail: unknown }
  /** A request has been completed. */
  | { readonly type: 'answer'; readonly id: MessageId; readonly detail: AnswerDetail };

export type AnswerDetail =
  /** The attributes now in effect, and those that are invalid. */
  | { readonly to: 'set'; readonly attributes: Attributes; readonly problems: readonly Problem[] }
  /** Results as `run()` of the element resolves with. */
  | { readonly to: 'run'; readonly results: readonly unknown[] }
  | { readonly to: 'stop' };

/** The forwarded events of the element, by message type. */
export const FORWARDED = {
  progress: 'highwater-progress',
  result: 'highwater-result',
  change: 'highwater-change',
  test: 'highwater-test',
  challenge: 'highwater-challenge',
} as const;

export type ForwardedType = keyof typeof FORWARDED;

/** A message in its envelope. */
export function envelope<T extends OutboundMessage>(
  told: T,
): T & { readonly highwater: typeof VERSION } {
  return { highwater: VERSION, ...told };
}

/** Maximum number of characters of an attribute value. */
const MOST_CHARACTERS = 100_000;

/** Parses a request; `null` for anything that is not a complete, valid request. */
export function readRequest(data: unknown): ParentRequest | null {
  if (!isRecord(data) || data.highwater !== VERSION) {
    return null;
  }
  const id = readId(data.id);
  if (id === undefined) {
    return null;
  }
  switch (data.type) {
    case 'run':
    case 'stop':
      return { type: data.type, id };
    case 'set':
      return isSettable(data.attributes)
        ? { type: 'set', id, attributes: { ...data.attributes } }
        : null;
    default:
      return null;
  }
}

function readId(id: unknown): MessageId | undefined {
  if (id === undefined || id === null) {
    return null;
  }
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

function isSettable(
  attributes: unknown,
): attributes is Partial<Record<SettableAttribute, string | null>> {
  return (
    isRecord(attributes) &&
    Object.entries(attributes).every(
      ([name, value]) =>
        name !== 'embed' &&
        (ATTRIBUTES as readonly string[]).includes(name) &&
        (value === null || (typeof value === 'string' && value.length <= MOST_CHARACTERS)),
    )
  );
}
