/** A second reader of captures, written from the format's documentation alone. */

/**
 * @typedef {object} Totals
 * @property {number} live
 * @property {number} peak
 * @property {number} allocations
 * @property {number} deallocations
 * @property {number} allocatedBytes
 * @property {number} pages
 * @property {number} baselinePages
 * @property {number} growths
 *
 * @typedef {object} HeapObserver Callbacks for heap events as they are read; a reallocation is a free and an allocation.
 * @property {(address: number, size: number, record: RecordPlace) => void} alloc
 * @property {(address: number, size: number, record: RecordPlace) => void} free
 * @property {(parent: number, location: { kind: 'frame' | 'cause' | 'native', value: number }) => void} [node]
 *
 * @typedef {object} RecordPlace
 * @property {number} at The byte at which the record begins.
 * @property {number} node Its node of the calling-context tree.
 *
 * @typedef {object} CaptureSummary
 * @property {number} memoryRecords Records of allocations, frees and reallocations.
 * @property {Omit<Totals, 'pages' | 'baselinePages'>} summed The sums of the memory records.
 * @property {Totals[]} said The allocator's own totals, each time it reported them.
 * @property {string[]} marks
 * @property {{ generation: number, collected: number, freed: number, ended: boolean }[]} collections
 *   `ended` after the end of the workload.
 */

const HEADER = 12;
const LOCATIONS = /** @type {const} */ (['frame', 'cause', 'native']);
const MARKS = ['begin', 'end', 'released', 'ready', 'ending'];

/**
 * Reads a whole capture; throws if it is not a complete one.
 *
 * @param {Uint8Array} bytes
 * @param {HeapObserver} [observer]
 * @returns {CaptureSummary}
 */
export function readCapture(bytes, observer) {
  const magic = new TextDecoder().decode(bytes.subarray(0, 8));
  if (magic !== 'HWCAPTUR' || bytes[8] !== 3 || bytes[9] !== 0) throw new Error('no capture');
  const unit = 2 ** (bytes[10] ?? 0);
  let at = HEADER;
  let address = 0;
  let node = 0;
  const summed = {
    live: 0,
    peak: 0,
    allocations: 0,
    deallocations: 0,
    allocatedBytes: 0,
    growths: 0,
  };
  /** @type {CaptureSummary} */
  const summary = { memoryRecords: 0, summed, said: [], marks: [], collections: [] };

  function byte() {
    const value = bytes[at++];
    if (value === undefined) throw new Error('the capture ends inside a record');
    return value;
  }
  // Numbers of these captures are below 2⁵³.
  function varint() {
    let next = byte();
    let value = next & 0x7f;
    for (let factor = 128; next >= 0x80; factor *= 128) {
      next = byte();
      value += (next & 0x7f) * factor;
    }
    return value;
  }
  /** @param {number} count */
  function skip(count) {
    for (let field = 0; field < count; field++) varint();
  }
  function text() {
    const length = varint();
    at += length;
    if (at > bytes.length) throw new Error('the capture ends inside a text');
  }
  function nextAddress() {
    const folded = varint();
    address += folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    return address * unit;
  }
  /** @param {number} where @param {number} size */
  function allocated(where, size) {
    summed.allocations += 1;
    summed.allocatedBytes += size;
    summed.live += size;
    if (summed.live > summed.peak) summed.peak = summed.live;
    observer?.alloc(where, size, { at: start, node });
  }
  /** @param {number} where @param {number} size */
  function freed(where, size) {
    summed.deallocations += 1;
    summed.live -= size;
    observer?.free(where, size, { at: start, node });
  }
  /** @param {number} head */
  function memory(head) {
    summary.memoryRecords += 1;
    if (head & 8) node = varint();
    if ((head & 7) === 2) {
      const [oldSize, size] = [varint(), varint()];
      const [oldAddress, newAddress] = [nextAddress(), nextAddress()];
      freed(oldAddress, oldSize);
      allocated(newAddress, size);
      return;
    }
    const size = head >> 4 === 0 ? varint() : (head >> 4) * 4;
    if ((head & 7) === 0) allocated(nextAddress(), size);
    else freed(nextAddress(), size);
  }
  function totals() {
    const [live, peak, allocations, deallocations] = [varint(), varint(), varint(), varint()];
    const [allocatedBytes, pages, baselinePages, growths] = [
      varint(),
      varint(),
      varint(),
      varint(),
    ];
    const sums = { live, peak, allocations, deallocations, allocatedBytes };
    summary.said.push({ ...sums, pages, baselinePages, growths });
  }
  /** @param {number} kind */
  function other(kind) {
    if (kind === 0) {
      text();
      text();
    } else if (kind === 1) {
      text(); // a phase
    } else if (kind === 2) {
      const mark = MARKS[varint()] ?? 'unknown';
      summary.marks.push(mark);
      if (mark === 'ready') summed.peak = summed.live;
    } else if (kind === 3) {
      totals();
    } else if (kind === 5) {
      const [generation, collected, freed] = [varint(), varint(), varint()];
      const ended = summary.marks.includes('end');
      summary.collections.push({ generation, collected, freed, ended });
    } else if (kind === 6) {
      skip(1); // a counter's definition
      text();
    } else if (kind === 7) {
      text(); // a cause's definition
    } else if (kind === 8) {
      text(); // a phase's field
      skip(1);
    } else if (kind === 9) {
      at += 8; // the checksum of a stored capture
    } else if (kind !== 4) {
      throw new Error(`a record of a kind that is not known ends at byte ${at}`);
    }
  }

  let start = at;
  while (at < bytes.length) {
    start = at;
    const head = byte();
    const kind = head & 7;
    if (kind <= 2) {
      memory(head);
    } else if (kind === 3) {
      summed.growths += 1;
      skip(1);
    } else if (kind === 4) {
      const [parent, value] = [varint(), varint()];
      observer?.node?.(parent, { kind: LOCATIONS[head >> 3] ?? 'frame', value });
    } else if (kind === 5) {
      skip(1); // a frame
      text();
      text();
    } else if (kind === 6) {
      if (head < 0x80) skip(1); // a counter
    } else {
      other(head >> 3);
    }
  }
  return summary;
}
