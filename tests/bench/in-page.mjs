/** Functions evaluated in a page: each must be self-contained. */

/**
 * @typedef {object} Reading
 * @property {number} plainMs Reading a capture for its timeline and result.
 * @property {number} locationsMs Reading it for all reports.
 * @property {number} plainMemory Bytes of linear memory after each.
 * @property {number} locationsMemory
 */

/**
 * Makes the run of the page's address.
 *
 * @param {{traced: boolean, stacks?: boolean, drawn?: boolean}} settings Traced runs have a
 *   flamegraph, which is awaited unless `drawn` is false.
 * @returns {Promise<import('./browser.mjs').PageRun>}
 */
export async function makeRun({ traced, stacks, drawn: isDrawn = true }) {
  await customElements.whenDefined('highwater-playground');
  const playground = /** @type {import('../browser/lib/playground.ts').PlaygroundElement} */ (
    document.querySelector('highwater-playground')
  );
  const began = performance.now();
  const running = playground.run();
  const result = await new Promise((resolve) => {
    playground.addEventListener('highwater-result', (event) => {
      resolve(/** @type {CustomEvent} */ (event).detail);
    });
  });
  const ended = performance.now();
  if (isDrawn && traced && !stacks) {
    const graph = () =>
      playground.shadowRoot
        ?.querySelector('highwater-report-panel')
        ?.shadowRoot?.querySelector('highwater-flamegraph');
    // The element draws in the frame after it receives its root; the next one is on screen.
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (!(/** @type {any} */ (graph())?.root)) await frame();
    await frame();
  }
  const drawn = performance.now();
  await running;
  if (result.outcome !== 'completed') throw new Error(`${result.policy} ended ${result.outcome}`);
  const releasedMs = performance.now() - began;
  const asked = performance.now();
  if (stacks) await playground.report(result.policy, { kind: 'high-water-mark', frames: 'native' });
  return {
    runMs: result.durationMs,
    symbolsMs: performance.now() - asked,
    releasedMs,
    // The page's clock begins with its navigation.
    wholeMs: ended,
    firstFlamegraphMs: drawn - ended,
    result,
  };
}

/**
 * Runs an empty program twice: returns the duration of the second run, without downloads.
 *
 * @returns {Promise<number>}
 */
export async function runNothing() {
  await customElements.whenDefined('highwater-playground');
  const playground = /** @type {any} */ (document.querySelector('highwater-playground'));
  playground.source = 'pass';
  await playground.run();
  const began = performance.now();
  const [result] = await playground.run();
  if (result?.outcome !== 'completed') throw new Error(`the program ended ${result?.outcome}`);
  return performance.now() - began;
}

/**
 * The time on the page's clock, which begins with its navigation, when its button Run is enabled.
 *
 * @returns {Promise<number>}
 */
export async function untilInteractive() {
  await customElements.whenDefined('highwater-playground');
  const run = () =>
    /** @type {HTMLButtonElement | null | undefined} */ (
      document
        .querySelector('highwater-playground')
        ?.shadowRoot?.querySelector('highwater-run-controls')
        ?.shadowRoot?.querySelector('button.primary')
    );
  while (run()?.disabled !== false) await new Promise(requestAnimationFrame);
  return performance.now();
}

/**
 * Reads a capture twice in a worker.
 *
 * @param {string} address
 * @returns {Promise<Reading>}
 */
export async function readInWorker(address) {
  /**
   * @param {boolean} locations
   * @returns {Promise<{ms: number, memory: number}>}
   */
  const read = (locations) =>
    new Promise((resolve, reject) => {
      const worker = new Worker('/tests/bench/reading-worker.mjs', { type: 'module' });
      worker.addEventListener('message', ({ data }) => resolve(data));
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.postMessage({ address, locations });
    });
  const [plain, locations] = [await read(false), await read(true)];
  return {
    plainMs: plain.ms,
    plainMemory: plain.memory,
    locationsMs: locations.ms,
    locationsMemory: locations.memory,
  };
}

/**
 * @typedef {object} KeyRequests
 * @property {string} module Address of the module of the example `in_page`.
 * @property {string} workload
 * @property {number} entries The size of each cache.
 *
 * @typedef {object} Requested
 * @property {number} misses
 * @property {number} ms
 */

/**
 * Requests the keys of a workload from a cache of each policy.
 *
 * @param {KeyRequests} requests
 * @returns {Promise<Requested[]>}
 */
export async function requestKeys({ module, workload, entries }) {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(module));
  const { memory, text, prepare, policies, misses } = /** @type {any} */ (instance.exports);
  const bytes = new TextEncoder().encode(workload);
  // The memory is another buffer after it has grown.
  const address = text(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, address);
  prepare();
  return Array.from({ length: policies() }, (_, policy) => {
    const began = performance.now();
    return { misses: misses(policy, entries), ms: performance.now() - began };
  });
}

/**
 * Zooms from frame to frame in a large graph and returns the durations of the animation frames, in
 * milliseconds.
 *
 * @param {number} frames The number of the graph's frames.
 * @returns {Promise<number[]>}
 */
export async function drawFrames(frames) {
  await customElements.whenDefined('highwater-flamegraph');
  let made = 1;
  /**
   * A tree of eight children each, level by level until there are enough.
   *
   * @param {number} depth
   * @param {number} index
   */
  const node = (depth, index) => ({
    name: `function_${depth}_${index}`,
    file: `module_${index % 7}.py`,
    line: depth + 1,
    bytes: 0,
    count: 0,
    ownBytes: 1 + ((index * 7919 + depth * 104_729) % 4096),
    ownCount: 1,
    children: /** @type {any[]} */ ([]),
  });
  const root = node(0, 0);
  const order = [root];
  for (let at = 0; made < frames; at += 1) {
    for (let child = 0; child < 8 && made < frames; child += 1, made += 1) {
      const parent = /** @type {any} */ (order[at]);
      const added = node(parent.line, made);
      parent.children.push(added);
      order.push(added);
    }
  }
  for (const one of order.reverse()) {
    one.bytes = one.children.reduce((sum, { bytes }) => sum + bytes, one.ownBytes);
    one.count = one.children.reduce((sum, { count }) => sum + count, one.ownCount);
    one.children.sort((a, b) => b.bytes - a.bytes);
  }
  root.name = '<root>';
  const graph = /** @type {any} */ (document.createElement('highwater-flamegraph'));
  document.body.prepend(graph);
  graph.root = root;
  await graph.updateComplete;

  /** @param {any} one */
  const keyOf = ({ name, file, line }) => `${name}@${file}:${line}`;
  const intervals = [];
  let last = await new Promise(requestAnimationFrame);
  for (let step = 0; step < 40; step += 1) {
    // Down a branch and up again, one level about every quarter of a second.
    const depth = [1, 2, 3, 4, 3, 2, 1, 0][step % 8] ?? 0;
    const path = [];
    for (let at = root; path.length < depth && at.children.length > 0; ) {
      at = at.children[step % at.children.length] ?? at.children[0];
      path.push(keyOf(at));
    }
    graph.state = { ...graph.state, zoom: path };
    for (let drawn = 0; drawn < 15; drawn += 1) {
      const now = await new Promise(requestAnimationFrame);
      intervals.push(now - last);
      last = now;
    }
  }
  return intervals;
}
