/**
 * The live blocks at the end of a capture's memory records, and contradictions between the records.
 */

/** Observes the records of a capture as they are read; each contradiction is noted. */
export function liveBlocks() {
  const live = new Map<number, number>();
  const wrong: string[] = [];
  return {
    live,
    wrong,
    alloc(address: number, size: number) {
      if (live.has(address)) wrong.push(`twice: ${address}`);
      live.set(address, size);
    },
    free(address: number, size: number) {
      if (live.get(address) !== size) wrong.push(`not live: ${address} of ${size}`);
      live.delete(address);
    },
  };
}
