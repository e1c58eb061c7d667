/** The attacks on a page of each kind: how a case reaches the page, and what must hold. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { readRequest } from '../../../web/src/embed/messages.ts';
import type { ProgramResult } from '../../../web/src/model/program-result.ts';
import { MAXIMUM_POLICIES } from '../../../web/src/settings/chosen-policies.ts';
import type { Problem } from '../../../web/src/settings/settings.ts';
import type { Conversation } from '../../browser/lib/embedding.ts';
import type { PlaygroundElement } from '../../browser/lib/playground.ts';
import type { PythonElement } from '../../browser/lib/python.ts';
import { REPOSITORY } from '../../lib/dist.ts';
import { expect } from '../../lib/fixtures.ts';
import { type Address, addresses } from './addresses.ts';
import type { Attack } from './assail.ts';
import { someAttributes, type Written } from './attributes.ts';
import { type Call, calls } from './calls.ts';
import { bytesOf, type Damaged, damagedCaptures } from './captures.ts';
import { messages } from './messages.ts';
import { programs } from './programs.ts';
import { faultOf } from './sentences.ts';
import type { WatchedPage } from './watched-page.ts';

/** The element of the page, with the members that the attacks use. */
interface Playground extends PlaygroundElement {
  readonly current: { readonly problems: readonly Problem[] };
  readonly pageProblems: readonly Problem[];
  readonly updateComplete: Promise<unknown>;
}

/** Most characters of a message for a reader, of which a value takes at most 200. */
const LONGEST_MESSAGE = 1000;

/** Most characters of each stream of a program, of its error and of its traceback. */
const LONGEST_OUTPUT = 2 * 1024 ** 2;

/** A refusal is a sentence of a reader's length. */
function expectSentence(message: unknown, what: string): void {
  expect(faultOf(message), what).toBe('');
  expect(String(message).length, `characters of ${what}`).toBeLessThan(LONGEST_MESSAGE);
}

/** Each problem is a sentence, and each setting that must be refused has one. */
function expectProblems(problems: readonly Problem[], invalid: readonly string[]): void {
  for (const { name, message } of problems) {
    expectSentence(message, `the problem of ${name}`);
  }
  const named = problems.map(({ name }) => name);
  const silent = invalid.filter((name) => !named.includes(name));
  expect(silent, 'settings that were refused without a problem').toEqual([]);
}

/** Navigations to addresses. */
export function attackByAddress(watched: WatchedPage): Attack<Address> {
  const { page } = watched;
  return {
    kind: 'addresses',
    cases: addresses,
    attempt: async ({ address, invalid }) => {
      await page.goto(`./${address}`);
      const problems = await watched.within(
        page.evaluate(async () => {
          const playground = document.querySelector<HTMLElement>('highwater-playground');
          if (playground === null) {
            await customElements.whenDefined('highwater-python');
            const python = document.querySelector('highwater-python') as HTMLElement & {
              openShared(fragment: string): Promise<void>;
            };
            const message = await python.openShared(location.hash).then(
              () => null,
              (error: Error) => error.message,
            );
            return message === null ? [] : [{ name: 'code', message }];
          }
          await customElements.whenDefined('highwater-playground');
          const host = playground as Playground;
          // It is refused once the engine and the settings are loaded.
          await host.report('none', { kind: 'stats' }).catch(() => {});
          await host.updateComplete;
          return [...host.pageProblems, ...host.current.problems];
        }),
      );
      expectProblems(problems, invalid);
      // The small runs of the page end, and leave a worker for each policy at most.
      await watched.check(2 * MAXIMUM_POLICIES);
    },
  };
}

/** Changes of the attributes of an element. */
export function attackByAttribute(
  watched: WatchedPage,
  playground: Locator,
): Attack<readonly Written[]> {
  return {
    kind: 'attributes',
    cases: someAttributes,
    attempt: async (settings) => {
      const problems = await watched.within(
        playground.evaluate(async (element, settings) => {
          const host = element as Playground;
          const given = settings.map(({ name }) => [name, host.getAttribute(name)] as const);
          for (const { name, value } of settings) host.setAttribute(name, value);
          await host.updateComplete;
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const { problems } = host.current;
          for (const [name, value] of given) {
            if (value === null) host.removeAttribute(name);
            else host.setAttribute(name, value);
          }
          await host.updateComplete;
          return problems;
        }, settings),
      );
      expectProblems(
        problems,
        settings.filter(({ isInvalid }) => isInvalid).map(({ name }) => name),
      );
      // With `preview`, there is a small run of each policy.
      await watched.check(MAXIMUM_POLICIES);
    },
  };
}

/** Messages to the frame of a page around it. */
export function attackByMessage(
  watched: WatchedPage,
  around: Conversation,
): Attack<readonly unknown[]> {
  let count = 0;
  return {
    kind: 'messages',
    cases: messages,
    attempt: async (messages) => {
      const { page } = around;
      await page.evaluate('told.length = 0');
      const wanted = messages.filter((message) => readRequest(message) !== null).length;
      await watched.within(
        page.evaluate((messages) => {
          const window = document.querySelector('iframe')?.contentWindow;
          for (const message of messages) window?.postMessage(message, '*');
        }, messages),
      );
      // The runs that were requested end, and the settings are those of the next case.
      const last = `last ${count++}`;
      await around.send({ highwater: 1, type: 'stop', id: `${last}, stop` });
      await around.send({ highwater: 1, type: 'set', id: last, attributes: CLEARED });
      await expect
        .poll(async () => (await watched.within(around.ofType('answer'))).length, {
          message: 'answers of the frame',
          timeout: 20_000,
        })
        .toBe(wanted + 2);
      const answers = await around.ofType('answer');
      for (const { detail } of answers) {
        if (detail.to === 'set') expectProblems(detail.problems, []);
      }
      expect(answers.find(({ id }) => id === last)?.detail.problems).toEqual([]);
      await watched.check(2 * MAXIMUM_POLICIES);
    },
  };
}

/** Attributes that undo any that were set. */
const CLEARED: Readonly<Record<string, string | null>> = {
  ...Object.fromEntries(
    'limit hard-limit growth traced native scale theme autorun challenge lesson engine exercise report view of beside at between threshold hide only metric layout inverted search zoom'
      .split(' ')
      .map((name) => [name, null]),
  ),
  policies: 'class/lru:5',
  ranges: '20',
  preview: '0',
};

/** The seeds of the crate's fuzz target, without their first two bytes, which place a cut. */
export function captureSeeds(): Uint8Array[] {
  const folder = join(REPOSITORY, 'crate/report/fuzz/seeds/open_capture');
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name)).subarray(2));
}

/** Damaged captures that are opened by an element. */
export function attackByCapture(
  watched: WatchedPage,
  playground: Locator,
  seeds: readonly Uint8Array[],
): Attack<Damaged> {
  return {
    kind: 'captures',
    cases: damagedCaptures,
    attempt: async (damaged) => {
      const original = seeds[damaged.seed % seeds.length] ?? new Uint8Array();
      const bytes = bytesOf(damaged, original);
      const outcome = await watched.within(
        playground.evaluate(async (element, base64) => {
          const host = element as Playground;
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          const opened = await host.open(new Blob([bytes])).then(
            (result) => ({ policy: result.policy, error: null }),
            (error: Error) => ({ policy: null, error: error.message }),
          );
          if (opened.policy === null) return { ...opened, answers: [] };
          const answers = await Promise.all(
            (['high-water-mark', 'leaks', 'table', 'stats', 'by-cause'] as const).map((kind) =>
              host.report(opened.policy, { kind }).then(
                () => null,
                (error: Error) => error.message,
              ),
            ),
          );
          return { ...opened, answers };
        }, Buffer.from(bytes).toString('base64')),
      );
      if (outcome.error !== null) {
        expectSentence(outcome.error, 'the refusal');
      } else if (!damaged.isSealed) {
        expect(Buffer.from(bytes).equals(original), 'a changed capture is refused').toBe(true);
      }
      for (const message of outcome.answers.filter((answer) => answer !== null)) {
        expectSentence(message, 'the refusal of a report');
      }
      // An inspector for each policy that is shown.
      await watched.check(MAXIMUM_POLICIES);
    },
  };
}

/** Milliseconds after which a program is stopped. */
const STOPPED_AFTER = 1500;

/** Programs in the Python page. */
export function attackByProgram(watched: WatchedPage, python: Locator): Attack<string> {
  return {
    kind: 'programs',
    cases: programs,
    attempt: async (source) => {
      const result = await watched.within(
        python.evaluate(
          async (element, [source, milliseconds]) => {
            const host = element as PythonElement;
            host.source = source;
            host.hardLimit = 400 * 1024 ** 2;
            const stop = setTimeout(() => host.stop(), milliseconds);
            const result = await host.run();
            clearTimeout(stop);
            return result;
          },
          [source, STOPPED_AFTER] as const,
        ),
      );
      expectEnd(result);
      // The latest runs are stored, each with its inspector.
      await watched.check(MAXIMUM_POLICIES);
    },
  };
}

/** A run has an end, and its message is in Python's words or the page's. */
function expectEnd(result: ProgramResult | null): void {
  expect(['completed', 'stopped', 'failed', 'out-of-memory']).toContain(result?.outcome);
  const { stdout = '', stderr = '', error = null } = result ?? {};
  if (error?.type === 'SystemError') {
    // Its last sentence is the message of the interpreter itself.
    const [own] = error.message.split('The interpreter’s message: ');
    expect(faultOf(own), 'the fault of the interpreter').toBe('');
  }
  for (const text of [stdout, stderr, error?.message ?? '', error?.traceback ?? '']) {
    expect(text.length, 'characters of a text').toBeLessThan(LONGEST_OUTPUT);
  }
}

/** The beginning of a refusal: the place of an argument, and its value. */
const ARGUMENT = /^[\w.[\]]+: (NaN|undefined|null) is not /;

/** Calls of an element's methods, after a run. */
export function attackByCall(watched: WatchedPage, playground: Locator): Attack<Call> {
  return {
    kind: 'calls',
    cases: calls,
    attempt: async ({ method, values, isInvalid }) => {
      const message = await watched.within(
        playground.evaluate(
          (element, [method, values]) => {
            const host = element as unknown as Record<string, (...values: unknown[]) => unknown>;
            // An error that is thrown at once, instead of a rejection, fails the case.
            const answer = host[method]?.(...values) as Promise<unknown>;
            return answer.then(
              () => null,
              (error: Error) => error.message,
            );
          },
          [method, values] as const,
        ),
      );
      // It begins with the argument, which is a value of the script.
      if (message !== null) expectSentence(message.replace(ARGUMENT, '“…” is not '), 'the refusal');
      else expect(isInvalid, 'a call that must be refused').toBe(false);
      await watched.check(2 * MAXIMUM_POLICIES);
    },
  };
}
