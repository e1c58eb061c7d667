/** Values that an element shares with all parts inside it, however deep. */

import { type Context, ContextProvider, consume, createContext } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { Engine } from '../engine/engine.ts';
import type { RunView } from './run-view.ts';

interface Shared {
  /** `null` until it is loaded. */
  readonly engine: Engine | null;
  /** The runs that the element shows. */
  readonly views: readonly RunView[];
  /** The run that is selected, by its name. */
  readonly selected: string | null;
  readonly theme: string;
}

const CONTEXTS: { readonly [Name in keyof Shared]: Context<symbol, Shared[Name]> } = {
  engine: createContext<Shared['engine'], symbol>(Symbol('engine')),
  views: createContext<Shared['views'], symbol>(Symbol('views')),
  selected: createContext<Shared['selected'], symbol>(Symbol('selected')),
  theme: createContext<Shared['theme'], symbol>(Symbol('theme')),
};

/**
 * Decorator of a part's property that follows the value of its name, which the element around
 * shares. A part that is in no such element keeps what it is given.
 */
export function shared<Name extends keyof Shared>(
  part: ReactiveElement & Record<Name, Shared[Name]>,
  name: Name,
): void {
  consume({ context: CONTEXTS[name], subscribe: true })(part, name);
}

/** The sharing side: the element sets what has changed before it renders. */
export class SharedValues {
  readonly #providers: {
    readonly [Name in keyof Shared]: ContextProvider<Context<symbol, Shared[Name]>>;
  };

  constructor(host: ReactiveElement) {
    const { engine, views, selected, theme } = CONTEXTS;
    this.#providers = {
      engine: new ContextProvider(host, { context: engine, initialValue: null }),
      views: new ContextProvider(host, { context: views, initialValue: [] }),
      selected: new ContextProvider(host, { context: selected, initialValue: null }),
      theme: new ContextProvider(host, { context: theme, initialValue: 'auto' }),
    };
  }

  set({ engine, views, selected, theme }: Shared): void {
    this.#providers.engine.setValue(engine);
    this.#providers.views.setValue(views);
    this.#providers.selected.setValue(selected);
    this.#providers.theme.setValue(theme);
  }
}
