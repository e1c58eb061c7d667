/** Programs of this machine, by their names. */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a program: the value of the environment variable where it is set, else the first of
 * the names that is found on `PATH`; empty where none is.
 *
 * @param {string} variable
 * @param {readonly string[]} names
 * @returns {string}
 */
export function findProgram(variable, names) {
  const given = process.env[variable];
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isProgram) ?? '';
}
