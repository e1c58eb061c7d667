/** A learner's versions and drafts, with all failures of a browser's storage. */

import { expect, test } from '@playwright/test';
import { type BrowserStorage, openStore, passingStore } from '../../web/src/python/text-store.ts';
import {
  LONGEST_NAME,
  MOST_VERSIONS,
  NOT_LASTING,
  Versions,
} from '../../web/src/python/versions.ts';

/** A browser's storage with space for a number of characters. */
function storageOf(room: number): BrowserStorage {
  const texts = new Map<string, string>();
  return {
    get length() {
      return texts.size;
    },
    key: (index) => [...texts.keys()][index] ?? null,
    getItem: (name) => texts.get(name) ?? null,
    setItem(name, text) {
      const others = [...texts].filter(([other]) => other !== name);
      const used = others.reduce((sum, [other, { length }]) => sum + other.length + length, 0);
      if (used + name.length + text.length > room) throw new DOMException('', 'QuotaExceededError');
      texts.set(name, text);
    },
    removeItem: (name) => {
      texts.delete(name);
    },
  };
}

function versionsOf(storage: BrowserStorage, exercise = 'lru-cache'): Versions {
  let time = 0;
  return new Versions(
    exercise,
    openStore(() => storage),
    () => ++time,
  );
}

const names = (versions: Versions) => versions.list().map(({ name }) => name);

test('versions are saved, listed, loaded and deleted by name', () => {
  const storage = storageOf(1e6);
  const versions = versionsOf(storage);
  expect(versions.notice).toBeNull();
  expect(versions.list()).toEqual([]);
  versions.save('first', 'x = 1');
  versions.save('  second \n try ', 'x = 2');
  expect(names(versions)).toEqual(['second try', 'first']);
  // The stored texts are available to the next page.
  const later = versionsOf(storage);
  expect(later.load('second try')).toEqual({ name: 'second try', source: 'x = 2', saved: 2 });
  later.delete('first');
  expect(names(later)).toEqual(['second try']);
  expect(() => later.load('first')).toThrow('there is no version called “first”');
  expect(() => later.delete('first')).toThrow('there is no version called “first”');
});

test('each exercise has versions of its own', () => {
  const storage = storageOf(1e6);
  versionsOf(storage, 'a').save('mine', 'a');
  const other = versionsOf(storage, 'a-b');
  other.save('mine', 'b');
  other.keepDraft('draft');
  expect(versionsOf(storage, 'a').load('mine').source).toBe('a');
  expect(versionsOf(storage, 'a').draft()).toBeNull();
});

test('no version is overwritten', () => {
  const storage = storageOf(1e6);
  const versions = versionsOf(storage);
  versions.save('mine', '1');
  versions.save('other', '2');
  const taken = 'a version called “mine” already exists: choose another name';
  expect(() => versions.save('mine ', '3')).toThrow(taken);
  expect(versions.list().map(({ source }) => source)).toEqual(['2', '1']);
  // Not even an unreadable one.
  storage.setItem('highwater-python:lru-cache:version:odd', '{');
  expect(() => versions.save('odd', '')).toThrow('already');
  expect(names(versions)).toEqual(['other', 'mine']);
});

test('names, sources and the number of versions are limited, and errors name the limit', () => {
  const versions = versionsOf(storageOf(1e6));
  expect(() => versions.save(' ', '')).toThrow('a version needs a name');
  expect(() => versions.save('x'.repeat(LONGEST_NAME + 1), '')).toThrow(
    'a name has at most 60 characters; this one has 61',
  );
  const long = 'x'.repeat(64 * 1024 + 1);
  const message = 'the code has 65,537 characters; at most 65,536 can be saved';
  expect(() => versions.save('long', long)).toThrow(message);
  expect(() => versions.keepDraft(long)).toThrow(message);
  for (let number = 0; number < MOST_VERSIONS; number += 1) {
    versions.save(`${number}`, '');
  }
  expect(() => versions.save('one more', '')).toThrow(
    'there are already 100 versions, the maximum',
  );
  expect(versions.list()).toHaveLength(MOST_VERSIONS);
});

test('full storage is reported as text, and existing texts stay', () => {
  const versions = versionsOf(storageOf(1000));
  versions.save('small', 'x = 1');
  versions.keepDraft('short');
  const message = 'browser storage is full';
  expect(() => versions.save('large', 'x'.repeat(980))).toThrow(message);
  expect(() => versions.keepDraft('x'.repeat(980))).toThrow(message);
  expect(names(versions)).toEqual(['small']);
  expect(versions.load('small').source).toBe('x = 1');
  expect(versions.draft()).toBe('short');
});

test('without storage, everything works until the page is closed, with a notice', () => {
  const refusals: (() => BrowserStorage)[] = [
    () => {
      throw new DOMException('', 'SecurityError');
    },
    () => storageOf(0),
  ];
  for (const refused of refusals) {
    const versions = new Versions('a', openStore(refused));
    expect(versions.notice).toBe(NOT_LASTING);
    versions.save('mine', 'x');
    versions.keepDraft('y');
    expect([versions.load('mine').source, versions.draft()]).toEqual(['x', 'y']);
    versions.delete('mine');
    expect(versions.list()).toEqual([]);
  }
});

test('the draft is saved continuously, and deleted', () => {
  const storage = storageOf(1e6);
  const versions = versionsOf(storage);
  expect(versions.draft()).toBeNull();
  for (const draft of ['x', 'x =', 'x = 1']) {
    expect(versions.keepDraft(draft)).toBeNull();
  }
  const later = versionsOf(storage);
  expect(later.draft()).toBe('x = 1');
  expect(later.keepDraft('x = 2')).toBeNull();
  later.dropDraft();
  expect(later.draft()).toBeNull();
  expect(later.list()).toEqual([]);
});

test('a draft of another window becomes a version before it is overwritten', () => {
  const storage = storageOf(1e6);
  const [one, other] = [versionsOf(storage), versionsOf(storage)];
  one.draft();
  other.draft();
  expect(one.keepDraft('mine')).toBeNull();
  expect(other.keepDraft('yours')).toMatchObject({
    name: 'Draft of another window 1',
    source: 'mine',
  });
  expect(other.keepDraft('yours, longer')).toBeNull();
  expect(one.keepDraft('mine, too')?.source).toBe('yours, longer');
  // A text in an existing version needs no other.
  one.save('saved', 'mine, too');
  expect(other.keepDraft('mine again')).toBeNull();
  expect(names(one)).toEqual(expect.arrayContaining(['Draft of another window 2', 'saved']));
  expect(one.list()).toHaveLength(3);
});

test('a store in memory keeps its names separate', () => {
  const store = passingStore();
  store.write('a', '1');
  store.write('b', '2');
  store.remove('a');
  expect([store.names(), store.read('a'), store.read('b')]).toEqual([['b'], null, '2']);
});
