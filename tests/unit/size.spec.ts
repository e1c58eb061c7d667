import { expect, test } from '@playwright/test';
import {
  explainSize,
  formatMegabytes,
  formatSize,
  parseSize,
  splitSize,
} from '../../web/src/util/size.ts';

const READ: readonly (readonly [string, number, string])[] = [
  ['70MB', 73_400_320, '70MB'],
  ['70 mb', 73_400_320, '70MB'],
  ['  +70MB ', 73_400_320, '70MB'],
  ['200MB', 209_715_200, '200MB'],
  ['.5 GB', 536_870_912, '.5GB'],
  ['1.5KB', 1536, '1.5KB'],
  ['512KiB', 524_288, '512KB'],
  ['70 MiB', 73_400_320, '70MB'],
  ['2gib', 2_147_483_648, '2GB'],
  ['1TB', 1_099_511_627_776, '1TB'],
  ['1PB', 1_125_899_906_842_624, '1PB'],
  ['7B', 7, '7B'],
];

for (const [text, bytes, canonical] of READ) {
  test(`the size “${text}” is ${bytes} bytes and written ${canonical}`, () => {
    const size = parseSize(text);
    expect(size.bytes).toBe(bytes);
    expect(size.text).toBe(canonical);
    expect(parseSize(size.text)).toEqual(size);
  });
}

for (const text of ['', '70', 'MB', '-1MB', '70XB', '70MBs', '1e3MB', '1,5MB', '70 M B', 'none']) {
  test(`“${text}” is refused as a size, with a message`, () => {
    expect(() => parseSize(text)).toThrow(`“${text}” is not a size`);
  });
}

for (const text of ['0MB', '0.0001KB', '.0B']) {
  test(`“${text}” is refused because it is less than one byte`, () => {
    expect(() => parseSize(text)).toThrow('less than one byte');
  });
}

test('a size is explained by its factor and its bytes', () => {
  expect(explainSize(parseSize('70MB'))).toBe('70 MB (= 70 × 1024² bytes = 73,400,320 B)');
  expect(explainSize(parseSize('1.5KB'))).toBe('1.5 KB (= 1.5 × 1024 bytes = 1,536 B)');
  expect(explainSize(parseSize('7B'))).toBe('7 B');
});

test('bytes are written in binary units to one decimal', () => {
  expect(
    [0, 1, 1023, 1024, 1536, 158_003, 776_902_012, 1_073_741_824, -1024].map(formatSize),
  ).toEqual(['0B', '1B', '1023B', '1.0KiB', '1.5KiB', '154.3KiB', '740.9MiB', '1.0GiB', '-1.0KiB']);
});

test('the two parts of a formatted size add up to the whole', () => {
  expect(splitSize(776_902_012)).toEqual({ quantity: '740.9', unit: 'MiB' });
});

test("memray's megabytes are millions of bytes", () => {
  expect(formatMegabytes(776_902_012)).toBe('776.9 MB');
});
