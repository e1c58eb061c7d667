/** The README of each crate is its documentation. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { REPOSITORY } from '../lib/dist.ts';

/** The folders of all crates, including those outside of the workspace. */
const CRATES = ['crate', 'crate/python/patch'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder)).map((name) => `${folder}/${name}`),
);

test('the crates are found', () => {
  expect(CRATES).toContain('crate/tracer');
  expect(CRATES).toContain('crate/python');
  expect(CRATES).toContain('crate/python/patch/lz4_flex');
});

for (const crate of CRATES) {
  test(`${crate} is documented by its README`, () => {
    const read = (file: string) => readFileSync(join(REPOSITORY, crate, file), 'utf8');
    expect(existsSync(join(REPOSITORY, crate, 'README.md'))).toBe(true);
    const manifest = read('Cargo.toml');
    expect(manifest).toMatch(/^description = ".+\."$/m);
    expect(manifest).toContain('\nreadme = "README.md"\n');
    const root = existsSync(join(REPOSITORY, crate, 'src/lib.rs')) ? 'src/lib.rs' : 'src/main.rs';
    expect(read(root).split('\n', 1)).toEqual(['#![doc = include_str!("../README.md")]']);
  });
}
