/** Programs rewritten for a shadow stack behave in Node as before. */

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import {
  type InitSqlJs,
  type Program,
  runOwn,
  runResvg,
  runSqlite,
} from '../lib/shadow-programs.mjs';
import { ownShadowed, packaged, shadowed, THIRD_PARTY } from '../lib/shadow-stack.ts';

const { prepareStackTrace, stackTraceLimit } = Error;

// Complete stacks as V8 itself reports them: the test runner replaces their formatting.
test.beforeEach(() => {
  Object.assign(Error, { prepareStackTrace: undefined, stackTraceLimit: Number.POSITIVE_INFINITY });
});
test.afterEach(() => {
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
});

/** sql.js as if it had not been loaded before. */
function freshSqlJs(): InitSqlJs {
  const require = createRequire(import.meta.url);
  delete require.cache[require.resolve('sql.js')];
  return require('sql.js');
}

async function renderResvg(program: Program, instance: string): Promise<number[]> {
  const url = pathToFileURL(packaged('@resvg/resvg-wasm/index.mjs'));
  return runResvg(program, await import(`${url}?${instance}`));
}

test('SQLite gives the same results, and its shadow stack equals V8’s', async () => {
  const { original, rewritten } = shadowed(THIRD_PARTY.sqlite);
  const before = await runSqlite(original, freshSqlJs());
  const after = await runSqlite(rewritten, freshSqlJs());
  expect(after.outcome).toEqual(before.outcome);
  expect(after.observation.differences).toEqual([]);
  expect(after.observation.samples).toBeGreaterThan(0);
});

test('resvg renders the same picture', async () => {
  const { original, rewritten } = shadowed(THIRD_PARTY.resvg);
  expect(await renderResvg(rewritten, 'after')).toEqual(await renderResvg(original, 'before'));
});

test('calls in exception handlers are attributed to the right frames', async () => {
  const { original, rewritten } = ownShadowed('legacyExceptions');
  const before = await runOwn(original);
  const after = await runOwn(rewritten);
  expect(after.outcome).toEqual(before.outcome);
  expect(after.observation.differences).toEqual([]);
  expect(after.restored).toBe(true);
});
