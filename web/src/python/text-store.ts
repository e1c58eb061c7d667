/** Texts that are kept by names: in the browser, or for as long as the page where it keeps none. */

/** Where texts are kept. Each of these may throw. */
export interface TextStore {
  /** Whether the texts outlast the page. */
  readonly lasting: boolean;
  /** The names of all texts, in any order. */
  names(): readonly string[];
  /** `null` where there is none. */
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/** What of `localStorage` is needed. */
export type BrowserStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const PROBE = 'highwater-probe';

/** The browser's store where it lets the page have one, or one that lasts as long as the page. */
export function openStore(storage: () => BrowserStorage = () => localStorage): TextStore {
  try {
    // In a frame in a sandbox even asking for it throws.
    const kept = storage();
    kept.setItem(PROBE, PROBE);
    kept.removeItem(PROBE);
    return browserStore(kept);
  } catch {
    return passingStore();
  }
}

function browserStore(storage: BrowserStorage): TextStore {
  return {
    lasting: true,
    names: () =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
        (name) => name !== null,
      ),
    read: (name) => storage.getItem(name),
    write: (name, text) => storage.setItem(name, text),
    remove: (name) => storage.removeItem(name),
  };
}

/** A store that lasts as long as the page. */
export function passingStore(): TextStore {
  const texts = new Map<string, string>();
  return {
    lasting: false,
    names: () => [...texts.keys()],
    read: (name) => texts.get(name) ?? null,
    write: (name, text) => {
      texts.set(name, text);
    },
    remove: (name) => {
      texts.delete(name);
    },
  };
}
