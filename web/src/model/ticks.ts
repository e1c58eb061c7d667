/** The ticks of a run, the unit of its x axis. */

/**
 * The unit of an x axis: calls of a cached function, or all allocations. Runs of different units
 * are drawn by the share of each run.
 */
export type TickUnit = 'calls' | 'allocations' | 'share';

/** The name of an axis. */
export function nameOfUnit(unit: TickUnit): string {
  return unit === 'share' ? 'share of each run' : `${unit} made`;
}
