/**
 * Programs that run in their original form and rewritten for a shadow stack, in Node and in any
 * browser. Their results are compared, and at each call of the host the shadow stack is compared
 * with the stack that the engine itself reports.
 */

/**
 * A module, and of a rewritten one where its calls are: the offset in its file to the offset
 * that the call leaves.
 *
 * @typedef {{bytes: Uint8Array<ArrayBuffer>, offsets?: [number, number][]}} Program
 *
 * The host's observations of a program's shadow stack: their count, and the count of those that were
 * compared with the browser's own stack.
 * @typedef {{samples: number, compared: number, deepest: number, differences: string[]}} Observation
 *
 * The outcome of a program, and the observations of its shadow stack.
 * @typedef {{outcome: unknown, observation: Observation}} Run
 *
 * @typedef {(options: object) => Promise<import('./sql-js.d.ts').SqlJs>} InitSqlJs
 * @typedef {typeof import('@resvg/resvg-wasm')} Resvg
 */

/**
 * A wasm frame in the stack text of V8 and SpiderMonkey: its module and its offset. JavaScriptCore
 * has no offsets.
 */
const FRAME = /([^\s(@]+(?: line \d+ > [\w.]+)?):wasm-function\[\d+\]:0x([\da-f]+)/;

/** Maximum number of frames in the stack text of SpiderMonkey. */
const MOST_FRAMES = 100;

/**
 * Offsets in the module's file of the calls on the engine's stack, outermost first. The innermost
 * frame identifies the module: an import is called only by its own module.
 *
 * @returns {number[]}
 */
function engineStack() {
  const frames = (new Error('').stack ?? '').split('\n').flatMap((line) => {
    const found = FRAME.exec(line);
    return found === null
      ? []
      : [{ module: found[1], offset: Number.parseInt(found[2] ?? '', 16) }];
  });
  const module = frames[0]?.module;
  return frames
    .filter((frame) => frame.module === module)
    .map((frame) => frame.offset)
    .reverse();
}

/**
 * Instantiates a program, so that each imported function first checks the shadow stack.
 *
 * @param {Program} program
 * @param {WebAssembly.Imports} imports
 * @returns {Promise<{source: WebAssembly.WebAssemblyInstantiatedSource, observation: Observation}>}
 */
async function instantiate({ bytes, offsets }, imports) {
  /** @type {Observation} */
  const observation = { samples: 0, compared: 0, deepest: 0, differences: [] };
  const moved = new Map(offsets);
  /** @type {WebAssembly.Exports} */
  let exports = {};

  function look() {
    const { __shadow_stack_start: start, __shadow_stack_pointer: pointer } = exports;
    if (!(start instanceof WebAssembly.Global && pointer instanceof WebAssembly.Global)) return;
    const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
    if (memory === undefined) throw new Error('the program exports no memory');
    const length = (pointer.value - start.value) / 4;
    const slots = new Uint32Array(memory.buffer, start.value, length);
    const shadow = Array.from(slots, (slot) => moved.get(slot));
    const expected = engineStack();
    observation.samples += 1;
    observation.deepest = Math.max(observation.deepest, length);
    if (expected.length === 0 || expected.length >= MOST_FRAMES) return;
    observation.compared += 1;
    if (shadow.join() !== expected.join()) {
      observation.differences.push(`shadow ${shadow.join()}, engine ${expected.join()}`);
    }
  }

  const watched = Object.entries(imports).map(([module, entries]) => [
    module,
    Object.fromEntries(
      Object.entries(entries).map(([name, value]) => [
        name,
        typeof value !== 'function'
          ? value
          : (/** @type {unknown[]} */ ...values) => {
              look();
              return Reflect.apply(value, undefined, values);
            },
      ]),
    ),
  ]);
  const source = await WebAssembly.instantiate(bytes, Object.fromEntries(watched));
  exports = source.instance.exports;
  return { source, observation };
}

/** A database workload: tables, indices, joins, aggregates, window functions, callbacks. */
const STATEMENTS = `
  CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
  CREATE TABLE book (id INTEGER PRIMARY KEY, author INTEGER REFERENCES author, pages INTEGER);
  CREATE INDEX book_author ON book (author);
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
    INSERT INTO author SELECT i, printf('author %03d', i) FROM n;
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
    INSERT INTO book SELECT i, i * 7919 % 50 + 1, i * i % 997 FROM n;
  UPDATE book SET pages = third(pages) WHERE id % 5 = 0;
  DELETE FROM author WHERE id IN (SELECT author FROM book GROUP BY author HAVING max(pages) < 900);
`;
const QUERIES = [
  `SELECT name, count(*), sum(pages), total(third(pages)) FROM book JOIN author
     ON author.id = book.author GROUP BY author.id ORDER BY sum(pages) DESC, name`,
  `SELECT id, rank() OVER (PARTITION BY author ORDER BY pages, id) AS place FROM book
     ORDER BY place, id LIMIT 100`,
  `SELECT group_concat(name, '|') FROM author WHERE name GLOB '*[13579]'`,
  `SELECT json_group_array(json_object('id', id, 'pages', pages)) FROM book WHERE id < 40`,
];

/**
 * SQLite, compiled from C by Emscripten, with callbacks into JavaScript.
 *
 * @param {Program} program
 * @param {InitSqlJs} initSqlJs a new one: it creates a single instance
 * @returns {Promise<Run>}
 */
export async function runSqlite(program, initSqlJs) {
  /** @type {Observation | undefined} */
  let observation;
  const sql = await initSqlJs({
    instantiateWasm(
      /** @type {WebAssembly.Imports} */ imports,
      /** @type {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} */ done,
    ) {
      instantiate(program, imports).then((made) => {
        observation = made.observation;
        done(made.source.instance, made.source.module);
      });
      return {};
    },
  });
  const database = new sql.Database();
  database.create_function('third', (/** @type {number} */ number) => Math.floor(number / 3));
  database.run(STATEMENTS);
  const answers = QUERIES.map((query) => database.exec(query));
  /** @type {string[]} */
  const errors = [];
  for (const wrong of ['SELECT * FROM nowhere', 'INSERT INTO book (id) VALUES (1)']) {
    try {
      database.run(wrong);
    } catch (error) {
      errors.push(String(error));
    }
  }
  const file = Array.from(database.export());
  database.close();
  if (observation === undefined) throw new Error('SQLite is not loaded');
  return { outcome: { answers, errors, file }, observation };
}

const PICTURE = `
  <svg xmlns="http://www.w3.org/2000/svg" width="160" height="120" viewBox="0 0 160 120">
    <defs>
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#38f"/>
        <stop offset="1" stop-color="#fff"/></linearGradient>
      <radialGradient id="sun"><stop stop-color="gold"/>
        <stop offset="1" stop-color="orange"/></radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="2"/></filter>
      <mask id="half"><rect width="160" height="60" fill="white"/></mask>
      <pattern id="dots" width="8" height="8" patternUnits="userSpaceOnUse">
        <circle cx="4" cy="4" r="2" fill="green"/></pattern>
    </defs>
    <rect width="160" height="120" fill="url(#sky)"/>
    <circle cx="110" cy="60" r="35" fill="url(#sun)" mask="url(#half)" filter="url(#soft)"/>
    <path d="M0 90 C 40 60 60 120 90 85 S 140 70 160 95 V 120 H 0 Z" fill="url(#dots)"
      stroke="#040" stroke-width="3" stroke-dasharray="7 3" stroke-linejoin="round"/>
    <g transform="translate(40 40) rotate(30)" opacity="0.6">
      <rect x="-15" y="-15" width="30" height="30" rx="6" fill="crimson"/></g>
  </svg>`;

/**
 * resvg, a renderer of SVG, compiled from Rust.
 *
 * @param {Program} program
 * @param {Resvg} resvg a new one: it creates a single instance
 * @returns {Promise<number[]>} bytes of a PNG
 */
export async function runResvg({ bytes }, resvg) {
  await resvg.initWasm(bytes);
  const picture = new resvg.Resvg(PICTURE, { fitTo: { mode: 'width', value: 320 } });
  return Array.from(picture.render().asPng());
}

/**
 * A program of the tests: `run` with 0, 1 and 2.
 *
 * @param {Program} program
 * @returns {Promise<Run & {restored: boolean}>}
 */
export async function runOwn(program) {
  const { source, observation } = await instantiate(program, { host: { see() {} } });
  const {
    run,
    __shadow_stack_start: start,
    __shadow_stack_pointer: pointer,
  } = source.instance.exports;
  if (typeof run !== 'function') throw new Error('the program exports no "run"');
  const outcome = [0, 1, 2].map((argument) => run(argument));
  const restored =
    start instanceof WebAssembly.Global &&
    pointer instanceof WebAssembly.Global &&
    pointer.value === start.value;
  return { outcome, observation, restored };
}
