/** Values that an element shares with all parts inside it, at any depth. */

import { type Context, ContextProvider, consume, createContext } from '@lit/context';
import type { ReactiveElement } from 'lit';
import type { Engine } from '../engine/engine.ts';
import type { RunView } from './run-view.ts';

interface Shared {
  /** `null` until it is loaded. */
  readonly engine: Engine | null;
  /** The runs on the page. */
  readonly views: readonly RunView[];
  /** The name of the selected run. */
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
 * Decorator of a part's property that follows the shared value of the same name. A part outside
 * such an element keeps its own value.
 */
export function shared<Name extends keyof Shared>(
  part: ReactiveElement & Record<Name, Shared[Name]>,
  name: Name,
): void {
  consume({ context: CONTEXTS[name], subscribe: true })(part, name);
}

/** The providing side: the element sets changed values before it renders. */
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
