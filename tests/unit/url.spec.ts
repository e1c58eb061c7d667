import { expect, test } from '@playwright/test';
import { readQuery, writeQuery } from '../../web/src/settings/url.ts';

test('a query is parsed into attributes', () => {
  expect(readQuery('?policies=class/lru%3A1,none/unbounded&limit=70MB&autorun=1')).toEqual({
    attributes: { policies: 'class/lru:1,none/unbounded', limit: '70MB', autorun: '1' },
    problems: [],
  });
});

test('an unknown parameter is reported, and the others are read', () => {
  const { attributes, problems } = readQuery('?colour=red&limit=70MB');
  expect(attributes).toEqual({ limit: '70MB' });
  expect(problems.map(({ name }) => name)).toEqual(['colour']);
});

test('of a repeated parameter the first counts, and the second is reported', () => {
  const { attributes, problems } = readQuery('?limit=70MB&limit=80MB');
  expect(attributes).toEqual({ limit: '70MB' });
  expect(problems.map(({ name }) => name)).toEqual(['limit']);
});

test('a query stays readable and is parsed into the same attributes', () => {
  const attributes = { policies: 'class/lru:1,none/unbounded', ranges: '5,10', limit: '1.5 MB&x' };
  const query = writeQuery(attributes);
  expect(query).toBe('?policies=class/lru:1,none/unbounded&ranges=5,10&limit=1.5%20MB%26x');
  expect(readQuery(query).attributes).toEqual(attributes);
});

test('no attributes make no query, and an empty attribute is preserved', () => {
  expect(writeQuery({})).toBe('');
  expect(writeQuery({ policies: '' })).toBe('?policies=');
});
