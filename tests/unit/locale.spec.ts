/** Formats of the built page, its packages included: none depends on the locale of the system. */

import { expect, test } from '@playwright/test';
import { distFiles } from '../lib/dist.ts';

/** A formatter, or a method of values that formats or compares, up to the end of its first argument. */
const FORMAT =
  /(?:Intl\.[A-Z]\w+|\.toLocale\w*String|\.toLocale(?:Lower|Upper)Case|\.localeCompare)\([^,)]*[,)]?/g;

const WITH_A_LOCALE = /^(?:Intl\.\w+|\.toLocale\w+)\([`'"]en(?:-US)?[`'"]/;

/** uPlot's question for the time zone, which formats nothing. */
const TIME_ZONE = /Intl\.DateTimeFormat\(\)\.resolvedOptions\(\)\.timeZone/g;

test('each formatter of the built scripts names its locale', () => {
  const formats = distFiles()
    .filter(({ name }) => name.endsWith('.js'))
    .flatMap(({ name, bytes }) =>
      [...bytes.toString().replaceAll(TIME_ZONE, '').matchAll(FORMAT)].map(([code]) => ({
        name,
        code,
      })),
    );
  expect(formats.length).toBeGreaterThan(0);
  expect(formats.filter(({ code }) => !WITH_A_LOCALE.test(code))).toEqual([]);
});
