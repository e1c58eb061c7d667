/** The playground as a widget, by the interface that anywidget defines and MyST supports too. */

import type { EitherResult } from '../model/program-result.ts';
import type { HighwaterPlayground } from '../playground/highwater-playground.ts';
import { ATTRIBUTES, type Attribute, type Attributes } from '../settings/settings.ts';
import { loadPart } from '../util/parts.ts';

/** The parts of a host's model that the widget uses. */
export interface WidgetModel {
  get(name: string): unknown;
  set(name: string, value: unknown): void;
  save_changes?(): void;
  on?(event: string, listener: () => void): void;
  off?(event: string, listener: () => void): void;
}

interface WidgetView {
  readonly model: WidgetModel;
  readonly el: HTMLElement;
}

/**
 * Puts a playground into `el`. The model's values with names of attributes (words joined by `_` or
 * `-`) set its attributes, also when they change. The model's `results` are set at the end of runs.
 * Resolves with a function that removes the playground.
 */
export async function render({ model, el }: WidgetView): Promise<() => void> {
  // A second copy of this module must not define the elements again.
  if (customElements.get('highwater-playground') === undefined) {
    await loadPart('the playground', () => import('./highwater.ts'));
  }
  const playground = document.createElement('highwater-playground');
  const stops = ATTRIBUTES.flatMap((name) => {
    const take = () => takeValue(playground, name, modelled(model, name));
    take();
    return keysOf(name).map((key) => follow(model, key, take));
  });
  keepAttributes(model, playground);
  keepResults(model, playground);
  el.append(playground);
  return () => {
    for (const stop of stops) {
      stop();
    }
    playground.remove();
  };
}

export default { render };

/** The names of an attribute in a model: Python's names have no hyphens. */
function keysOf(name: Attribute): string[] {
  return [...new Set([name, name.replaceAll('-', '_')])];
}

function modelled(model: WidgetModel, name: Attribute): unknown {
  return keysOf(name)
    .map((key) => model.get(key))
    .find((value) => value !== undefined);
}

function follow(model: WidgetModel, key: string, take: () => void): () => void {
  const event = `change:${key}`;
  model.on?.(event, take);
  return () => model.off?.(event, take);
}

/** A list becomes comma-separated text, and a boolean a switch. */
function takeValue(playground: HighwaterPlayground, name: Attribute, value: unknown): void {
  if (value === undefined || value === null) {
    playground.removeAttribute(name);
    return;
  }
  const text = typeof value === 'boolean' ? String(Number(value)) : String(value);
  if (playground.getAttribute(name) !== text) {
    playground.setAttribute(name, text);
  }
}

/** Writes attributes that the reader has changed to the model, if it has them. */
function keepAttributes(model: WidgetModel, playground: HighwaterPlayground): void {
  playground.addEventListener('highwater-change', (event) => {
    const { detail } = event as CustomEvent<Attributes>;
    let changed = false;
    for (const name of ATTRIBUTES) {
      const key = keysOf(name).find((known) => typeof model.get(known) === 'string');
      const value = detail[name];
      if (key !== undefined && value !== undefined && model.get(key) !== value) {
        model.set(key, value);
        changed = true;
      }
    }
    if (changed) {
      model.save_changes?.();
    }
  });
}

function keepResults(model: WidgetModel, playground: HighwaterPlayground): void {
  playground.addEventListener('highwater-result', () => {
    const results: EitherResult[] = playground.results;
    model.set('results', results);
    model.save_changes?.();
  });
}
