/**
 * Colours of frames, each light or dark enough for the text on it. Hues of Python functions are red
 * to yellow, those of native functions green to violet; a colour only means "the same function".
 * Colours of matches and of differences differ in hue and in lightness, for colour-blind readers.
 */

import { isNative } from '../model/places.ts';
import type { CodePlace } from '../model/report-answers.ts';

interface Tone {
  readonly lightness: number;
  readonly chroma: number;
}

interface Scheme {
  readonly ink: string;
  readonly place: Tone;
  readonly match: string;
  readonly plain: Tone;
  readonly grown: Tone;
  readonly shrunk: Tone;
  readonly narrow: string;
  readonly edge: string;
}

const RED = 32;
const BLUE = 255;
const PURPLE = 315;

/** The hues of functions, the first and the last, in degrees. */
const WARM = [18, 100] as const;
const COOL = [185, 285] as const;
const HUES = 24;

/** Offsets in lightness that make more functions distinguishable. */
const SHADES = [-0.045, 0, 0.04] as const;

/** Number of colour steps for changes, in each direction. */
const STEPS = 8;

const LIGHT: Scheme = {
  ink: '#14181d',
  place: { lightness: 0.85, chroma: 0.085 },
  match: oklch(0.76, 0.15, PURPLE),
  plain: { lightness: 0.91, chroma: 0.004 },
  grown: { lightness: 0.68, chroma: 0.17 },
  shrunk: { lightness: 0.68, chroma: 0.13 },
  narrow: oklch(0.8, 0.02, 60),
  edge: oklch(0.38, 0.1, BLUE),
};

const DARK: Scheme = {
  ink: '#ffffff',
  place: { lightness: 0.46, chroma: 0.075 },
  match: oklch(0.5, 0.19, PURPLE),
  plain: { lightness: 0.34, chroma: 0.01 },
  grown: { lightness: 0.54, chroma: 0.18 },
  shrunk: { lightness: 0.54, chroma: 0.14 },
  narrow: oklch(0.4, 0.02, 60),
  edge: oklch(0.88, 0.09, BLUE),
};

/** The colours of a graph on a light or a dark background. */
export class Colours {
  readonly ink: string;
  /** Fill of frames that match a search. */
  readonly match: string;
  /** Fill of frames that do not match, of callers of the zoomed frame, and of unchanged bytes. */
  readonly plain: string;
  /** Fill of frames too narrow to be told apart. */
  readonly narrow: string;
  /** The edge that marks native frames where fills have another meaning. */
  readonly edge: string;
  readonly #native: readonly string[];
  readonly #places: readonly string[];
  readonly #changes: readonly string[];
  readonly #known = new WeakMap<readonly CodePlace[], readonly string[]>();

  constructor(dark: boolean) {
    const scheme = dark ? DARK : LIGHT;
    const { place, plain } = scheme;
    this.ink = scheme.ink;
    this.match = scheme.match;
    this.plain = oklch(plain.lightness, plain.chroma, BLUE);
    this.narrow = scheme.narrow;
    this.edge = scheme.edge;
    this.#places = family(place, WARM);
    this.#native = family(place, COOL);
    this.#changes = Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
      const share = Math.abs(index - STEPS) / STEPS;
      const [tone, hue] = index < STEPS ? [scheme.shrunk, BLUE] : [scheme.grown, RED];
      return share === 0
        ? this.plain
        : oklch(mix(plain.lightness, tone.lightness, share), mix(0.03, tone.chroma, share), hue);
    });
  }

  /** The colour of a function: the same in every graph and for every line. */
  ofPlace(place: CodePlace): string {
    const family = isNative(place) ? this.#native : this.#places;
    return family[hash(`${place.name}@${place.file}`) % family.length] as string;
  }

  /** Three sample colours of Python functions or of native ones. */
  samples(native: boolean): readonly string[] {
    const family = native ? this.#native : this.#places;
    return [0.1, 0.5, 0.9].map((share) => family[HUES + Math.round(share * (HUES - 1))] as string);
  }

  /** The colours of a list of places, computed once. */
  ofPlaces(places: readonly CodePlace[]): readonly string[] {
    const known = this.#known.get(places) ?? places.map((place) => this.ofPlace(place));
    this.#known.set(places, known);
    return known;
  }

  /** The colour of a change by a share from -1, all freed, to 1, all new. */
  ofChange(share: number): string {
    const step = Math.ceil(Math.min(1, Math.abs(share)) * STEPS);
    return this.#changes[STEPS + Math.sign(share) * step] as string;
  }

  /** Every colour with text on it. */
  get all(): readonly string[] {
    return [this.match, this.plain, ...this.#places, ...this.#native, ...this.#changes];
  }
}

/** Colours between two hues, in one tone and a few lighter and darker ones. */
function family({ lightness, chroma }: Tone, [first, last]: readonly [number, number]): string[] {
  return SHADES.flatMap((shade) =>
    Array.from({ length: HUES }, (_, index) =>
      oklch(lightness + shade, chroma, first + ((last - first) * index) / (HUES - 1)),
    ),
  );
}

function mix(one: number, other: number, share: number): number {
  return one + (other - one) * share;
}

/** FNV-1a with its last bits mixed once more, because similar texts differ in few bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/** A colour of the OKLCH space, which is perceptually uniform, as `#rrggbb`. */
function oklch(lightness: number, chroma: number, degrees: number): string {
  const a = chroma * Math.cos((degrees * Math.PI) / 180);
  const b = chroma * Math.sin((degrees * Math.PI) / 180);
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ].map((linear) => {
    const value = Math.max(0, Math.min(1, linear));
    const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
