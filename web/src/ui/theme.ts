/** Colours for a canvas, which cannot use style sheets. */

export interface PlotTheme {
  readonly dark: boolean;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly ground: string;
  readonly font: string;
}

/**
 * Reads the current colours from a probe, whose style names one token for each property read here:
 * the browser resolves theme-dependent values.
 */
export function readTheme(probe: HTMLElement): PlotTheme {
  const style = getComputedStyle(probe);
  return {
    // The probe's caret is black on a light theme and white on a dark one.
    dark: style.caretColor === 'rgb(255, 255, 255)',
    ink: style.color,
    muted: style.borderTopColor,
    line: style.borderBottomColor,
    ground: style.backgroundColor,
    font: style.fontFamily,
  };
}

export function sameTheme(one: PlotTheme, other: PlotTheme): boolean {
  return one.dark === other.dark && one.ink === other.ink && one.ground === other.ground;
}
