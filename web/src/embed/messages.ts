/**
 * What passes between an embedded page and the page around it, as `postMessage` carries it.
 *
 * Every message is `{highwater: 1, type, …}`. The number is the version of all that follows: a
 * message of another version means nothing here.
 */

import { ATTRIBUTES, type Attribute, type Attributes, type Problem } from '../settings/settings.ts';
import { isRecord } from '../util/json-readers.ts';

export const VERSION = 1;

/** Attributes that the page around may set. That it is embedded is not for it to say. */
export type SettableAttribute = Exclude<Attribute, 'embed'>;

/** What the page around can ask for; the answer has the same `id`. */
export type Request =
  /** Attributes are to have these values; `null` takes one away. */
  | {
      readonly type: 'set';
      readonly id: MessageId;
      readonly attributes: Readonly<Partial<Record<SettableAttribute, string | null>>>;
    }
  /** The chosen policies are to be run, as the button Run does. */
  | { readonly type: 'run'; readonly id: MessageId }
  /** The run in progress is to end. */
  | { readonly type: 'stop'; readonly id: MessageId };

/** Whatever tells one request from another; `null` where that is nothing. */
export type MessageId = string | number | null;

/** What the embedded page tells, `detail` being what the event of that name has. */
export type OutboundMessage =
  /** It listens. It may be loaded only when it is seen. */
  | { readonly type: 'ready'; readonly detail: { readonly height: number } }
  /** The height that it needs, in CSS pixels, whenever that has changed. */
  | { readonly type: 'resize'; readonly detail: { readonly height: number } }
  | { readonly type: ForwardedType; readonly detail: unknown }
  /** A request has been carried out. */
  | { readonly type: 'answer'; readonly id: MessageId; readonly detail: AnswerDetail };

export type AnswerDetail =
  /** What was set: the attributes that are in force now, and those that could not be used. */
  | { readonly to: 'set'; readonly attributes: Attributes; readonly problems: readonly Problem[] }
  /** Results as `run()` of the element resolves with. */
  | { readonly to: 'run'; readonly results: readonly unknown[] }
  | { readonly to: 'stop' };

/** The element's events that are told, by the type of their message. */
export const FORWARDED = {
  progress: 'highwater-progress',
  result: 'highwater-result',
  change: 'highwater-change',
  test: 'highwater-test',
  challenge: 'highwater-challenge',
} as const;

export type ForwardedType = keyof typeof FORWARDED;

/** A message as it is sent. */
export function written<T extends OutboundMessage>(
  told: T,
): T & { readonly highwater: typeof VERSION } {
  return { highwater: VERSION, ...told };
}

/** Characters of a value that is set; more is not a setting. */
const MOST_CHARACTERS = 100_000;

/** Reads what was sent; `null` for anything that is not a request, whole and well formed. */
export function readRequest(data: unknown): Request | null {
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
