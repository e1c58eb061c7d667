/** Addresses of the page and of its Python page. */

import fc from 'fast-check';
import { someSettings } from './attributes.ts';
import { anyText } from './texts.ts';

/** An address, and its parts that the page must refuse. */
export interface Address {
  /** The file, the query and the fragment. */
  readonly address: string;
  /** The names that must be among the problems. */
  readonly invalid: readonly string[];
}

/** A text in an address, escaped in one of the ways in which people and programs do. */
const escaped = (text: string, way: number): string => {
  const whole = text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
  switch (way) {
    case 0:
      return encodeURIComponent(whole);
    case 1:
      return encodeURIComponent(whole).replaceAll('%20', '+').toLowerCase();
    default:
      // Characters that would end the value are escaped, and no others.
      return whole.replaceAll(/[&#+%\s\0]/g, encodeURIComponent);
  }
};

const ofPlayground: fc.Arbitrary<Address> = fc
  .tuple(someSettings, fc.nat(2), fc.option(fc.tuple(anyText, anyText), { freq: 4 }), fc.boolean())
  .map(([settings, way, more, isTwice]) => {
    const parts = settings.map(({ name, value }) => `${name}=${escaped(value, way)}`);
    const [twice] = isTwice ? settings : [];
    const extra = [
      ...(twice === undefined ? [] : [`${twice.name}=${escaped(twice.value, 0)}`]),
      ...(more === null ? [] : [`x${escaped(more[0], 0)}=${escaped(more[1], 0)}`]),
    ];
    return {
      address: `index.html?${[...parts, ...extra].join('&')}`,
      invalid: [
        // In an embedded page, other views are valid.
        ...settings
          .filter(({ name, isInvalid }) => isInvalid && name !== 'view')
          .map(({ name }) => name),
        ...(twice === undefined ? [] : [twice.name]),
      ],
    };
  });

const ofPython: fc.Arbitrary<Address> = fc
  .tuple(
    fc.constantFrom('lru-cache', 'nowhere', '{"id":1}', '{', '', ...['<b>', '../x']),
    fc.oneof(
      fc.constantFrom('', '#code=', '#code=1.', '#code=2.AAAA', '#code=1.AAAAAAAA', '#code=1.%%'),
      fc.base64String({ maxLength: 200 }).map((data) => `#code=1.${data}`),
      anyText.map((text) => `#${escaped(text, 0)}`),
    ),
  )
  .map(([exercise, fragment]) => ({
    address: `python.html?exercise=${escaped(exercise, 0)}${fragment}`,
    invalid: [],
  }));

/** Most characters of an address: servers refuse longer ones. */
const LONGEST = 8000;

export const addresses: fc.Arbitrary<Address> = fc
  .oneof({ weight: 3, arbitrary: ofPlayground }, { weight: 1, arbitrary: ofPython })
  .filter(({ address }) => encodeURI(address).length < LONGEST);
