/** Texts stored by name: in the browser, or in memory if storage is unavailable. */

/** A store of texts. Each of these may throw. */
export interface TextStore {
  /** True if the texts are persistent. */
  readonly lasting: boolean;
  /** The names of all texts, in any order. */
  names(): readonly string[];
  /** `null` if there is no such text. */
  read(name: string): string | null;
  write(name: string, text: string): void;
  remove(name: string): void;
}

/** The required parts of `localStorage`. */
export type BrowserStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const PROBE = 'highwater-probe';

/** The browser's store if available, otherwise one in memory. */
export function openStore(storage: () => BrowserStorage = () => localStorage): TextStore {
  try {
    // In a sandboxed frame even access throws.
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

/** A store in memory. */
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
