/** Formats of counts, shares, times and rates. */

const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const COMPACT = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 3,
});
const TIME = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** A whole number with thousands separators: `2,497,000`. */
export function formatCount(value: number): string {
  return COUNT.format(value);
}

/** A number shortened to about three digits: `2.5M`. */
export function formatCompact(value: number): string {
  return COMPACT.format(value);
}

/** A share of a whole in percent: `49.9%`; a dash if the whole is zero. */
export function formatShare(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)}%` : '–';
}

/** Milliseconds, in a suitable unit: `12 ms`, `2.13 s`, `1 min 20 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) {
    return `${milliseconds.toFixed(1)} ms`;
  }
  if (milliseconds < 1000) {
    return `${milliseconds.toFixed(0)} ms`;
  }
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) {
    return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  }
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Remaining time in seconds, because an estimate is no more precise. */
export function formatTimeLeft(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  if (seconds < 60) {
    return `${seconds} s left`;
  }
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`;
}

/** Calls per second: `1.2M/s`. */
export function formatRate(callsPerSecond: number): string {
  return `${formatCompact(callsPerSecond)}/s`;
}

/** A date and time in the reader's time zone: `Nov 28, 2026, 22:43:07`. */
export function formatTime(time: Date): string {
  return TIME.format(time);
}
