/** Settings from an element's attributes, and their changes. */

import {
  ATTRIBUTES,
  type Attribute,
  type Attributes,
  type Problem,
  type Readers,
  readSettings,
  type Settings,
  writeSettings,
} from './settings.ts';

/** Settings as read, with the problems. */
interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** The attributes of an element, as written. */
export function attributesOf(element: Element): Attributes {
  const written = ATTRIBUTES.flatMap((name) => {
    const value = element.getAttribute(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(written);
}

/**
 * The settings with one attribute that the host has set or removed; the reader's own choices stay.
 */
export function takeAttribute(
  settings: Settings,
  name: Attribute,
  value: string | null,
  readers: Readers,
): ReadSettings {
  const { [name]: _, ...others } = writeSettings(settings);
  const read = readSettings(value === null ? others : { ...others, [name]: value }, readers);
  const policies = name === 'policies' ? read.settings.policies : settings.policies;
  return { settings: { ...read.settings, policies }, problems: read.problems };
}

/** The settings with some attributes set, one after another. */
export function takeAttributes(
  settings: Settings,
  attributes: Attributes,
  readers: Readers,
): ReadSettings {
  let read: ReadSettings = { settings, problems: [] };
  for (const [name, value] of Object.entries(attributes)) {
    const next = takeAttribute(read.settings, name as Attribute, value, readers);
    read = { settings: next.settings, problems: [...read.problems, ...next.problems] };
  }
  return read;
}

/** The settings with a valid change by the reader. */
export function changeSetting(
  settings: Settings,
  name: Attribute,
  value: string,
  readers: Readers,
): Settings {
  const attributes: Attributes = { ...writeSettings(settings), [name]: value };
  const { policies } = settings;
  return { ...readSettings(attributes, readers).settings, policies };
}
