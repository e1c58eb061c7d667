/** The element of a program inside a playground, loaded when Python is the chosen engine. */

import type { LitElement } from 'lit';
import type { ProgramResult } from '../model/program-result.ts';
import type { HighwaterPython } from '../python/highwater-python.ts';
import { oneOf, readSwitch } from '../settings/readers.ts';
import {
  type Attribute,
  DEFAULTS,
  type Problem,
  readHardLimit,
  type Theme,
} from '../settings/settings.ts';
import { messageOf } from '../util/errors.ts';
import '../python/highwater-python.ts';

/** Callbacks for events of the engine. */
export interface PythonEngineListener {
  /** A request started it: waiting ends. */
  asked(): void;
  /** An attribute is invalid, or valid again. */
  met(problem: Problem): void;
  settled(name: Attribute): void;
}

/** Setters of the engine's attributes, by name; each throws if the value is invalid. */
const SETTERS: Readonly<
  Partial<Record<Attribute, (element: HighwaterPython, value: string) => void>>
> = {
  exercise: (element, named) => {
    element.exercise = named;
  },
  growth: (element, step) => {
    element.growth = step;
  },
  'hard-limit': (element, size) => {
    element.hardLimit = readHardLimit(size)?.bytes ?? null;
  },
  native: (element, on) => {
    element.native = readSwitch(on);
  },
  theme: (element, name) => {
    element.theme = oneOf<Theme>('auto', 'light', 'dark')(name);
  },
  traced: (element, on) => {
    element.traced = readSwitch(on);
  },
};

/** The URL of the Python page, relative to the built script in its folder. */
const PYTHON_PAGE = '../python.html';

/** Applies an attribute to the element; an invalid one is reported and set to its default. */
export function applyAttribute(
  element: HighwaterPython,
  name: Attribute,
  value: string | null,
  listener: PythonEngineListener,
): void {
  const set = SETTERS[name];
  if (set === undefined) {
    return;
  }
  try {
    set(element, value ?? DEFAULTS[name]);
    listener.settled(name);
  } catch (error) {
    set(element, DEFAULTS[name]);
    listener.met({ name, message: messageOf(error) });
  }
}

/** The element with the attributes and scripts of its host. `onResult` receives each result. */
export function pythonElementOf(
  host: LitElement,
  listener: PythonEngineListener,
  onResult: (result: ProgramResult) => void,
): HighwaterPython {
  const element = document.createElement('highwater-python');
  // A shared link opens this build's page, not an embedding one.
  element.sharePage = new URL(/* @vite-ignore */ PYTHON_PAGE, import.meta.url).href;
  element.addEventListener('highwater-result', ({ detail }) => onResult(detail));
  for (const name of Object.keys(SETTERS) as Attribute[]) {
    applyAttribute(element, name, host.getAttribute(name), listener);
  }
  element.takeScripts(host);
  return element;
}
