/** Checks the imports of the sources against their plan. */

import { posix } from 'node:path';
import { circlesOf } from './circles.mjs';
import { importsOf } from './imports.mjs';
import { planProblems, readPlan } from './plan.mjs';

/** @typedef {import('./imports.mjs').Import} Import */
/** @typedef {import('./plan.mjs').Room} Room */

/** Maximum number of files outside the folders. */
const MOST_LOOSE = 4;

const README = 'README.md';

/**
 * The folders and imports that the README of the sources does not allow, a sentence for each.
 * @param {ReadonlyMap<string, string>} files The text of each file by its path, such as
 *   `plot/key.ts`, including the README.
 * @returns {string[]}
 */
export function arrowProblems(files) {
  const plan = readPlan(files.get(README) ?? '');
  const rooms = new Map(plan.rooms.map((room) => [room.folder, room]));
  // A folder without a row is reported once; files outside the sources are ignored.
  const isPlanned = (/** @type {string} */ folder) => folder === '.' || rooms.has(folder);
  const problems = [...folderProblems(files, rooms), ...planProblems(plan)];
  for (const [path, imports] of importsOfAll(files)) {
    const from = roomOf(path, rooms);
    const allowed = rooms.get(from)?.mayImport ?? [];
    for (const { text, path: target, line } of imports) {
      const to = roomOf(target, rooms);
      if (isPlanned(from) && isPlanned(to) && from !== to && !allowed.includes(to)) {
        const names = allowed.length === 0 ? 'nothing' : allowed.join(', ');
        const rule = `${from === '.' ? 'a loose file' : from} may import from ${names}`;
        problems.push(`${path}:${line}: '${text}' is in ${to === '.' ? 'no folder' : to}; ${rule}`);
      }
    }
  }
  return problems;
}

/**
 * The circles of files that import each other, types included, a sentence for each.
 * @param {ReadonlyMap<string, string>} files
 * @returns {string[]}
 */
export function circleProblems(files) {
  const imports = importsOfAll(files);
  const targets = new Map(
    [...imports].map(([path, list]) => [path, list.map((each) => each.path)]),
  );
  return circlesOf(targets).map((circle) => {
    const steps = circle.map((path, index) => {
      const next = circle[(index + 1) % circle.length];
      const line = imports.get(path)?.find((each) => each.path === next)?.line;
      return `${path}:${line}`;
    });
    return `${steps.join(' imports ')} imports ${circle[0]}: no files may import each other in a circle`;
  });
}

/**
 * @param {ReadonlyMap<string, string>} files
 * @param {ReadonlyMap<string, Room>} rooms
 * @returns {string[]}
 */
function folderProblems(files, rooms) {
  const folders = new Set([...files.keys()].map((path) => posix.dirname(path)));
  const loose = [...files.keys()].filter((path) => posix.dirname(path) === '.');
  return [
    ...[...folders]
      .filter((folder) => folder !== '.' && !rooms.has(folder))
      .map((folder) => `${folder}: the folder has no row in ${README}`),
    ...[...rooms.values()]
      .filter(({ folder }) => !folders.has(folder))
      .map(({ folder, line }) => `${README}:${line}: the folder ${folder} does not exist`),
    ...(loose.length > MOST_LOOSE
      ? [`${loose.join(', ')}: at most ${MOST_LOOSE} files may be outside folders`]
      : []),
  ];
}

/**
 * The folder whose row applies to a file, or the file's own folder if none does.
 * @param {string} path
 * @param {ReadonlyMap<string, Room>} rooms
 * @returns {string}
 */
function roomOf(path, rooms) {
  const folder = posix.dirname(path);
  return rooms.get(folder)?.partOf ?? folder;
}

/**
 * @param {ReadonlyMap<string, string>} files
 * @returns {Map<string, Import[]>}
 */
function importsOfAll(files) {
  return new Map([...files].map(([path, source]) => [path, importsOf(path, source)]));
}
