/** Finds an exercise by id, as JSON, or by the URL of its folder's JSON. */

import { messageOf } from '../../util/errors.ts';
import { cutText } from '../../util/quote.ts';
import { type Exercise, readExercise } from './exercise.ts';
import { exerciseOf, filesOf } from './folder.ts';
import { OWN_PROGRAM, OWN_TITLE } from './own-program.ts';

/** An exercise that was found. */
export interface Found {
  readonly exercise: Exercise;
  /** The absolute URL of its JSON; `null` if it was not fetched. */
  readonly address: string | null;
}

/** The suffix of the URL of a folder's JSON: no id has it. */
const ADDRESS = /\.json$/i;

/**
 * The exercise that a text refers to:
 *
 * - the id of a known exercise;
 * - an exercise as JSON, which begins with `{`;
 * - the URL of a folder's JSON, relative to `base`, with the files that it names beside it.
 *
 * `null` if there is no such id. Rejects with the reason as text if it cannot be fetched or read,
 * or has the id of another exercise.
 */
export async function findExercise(
  text: string,
  known: readonly Found[],
  base: string,
): Promise<Found | null> {
  const named = text.trim();
  if (named.startsWith('{')) {
    return unlike(known, { exercise: readJson(named), address: null });
  }
  if (!ADDRESS.test(named)) {
    return known.find(({ exercise }) => exercise.id === named) ?? null;
  }
  const address = new URL(named, base).href;
  return (
    known.find((found) => found.address === address) ??
    unlike(known, { exercise: await fetchFolder(address), address })
  );
}

function readJson(text: string): Exercise {
  try {
    return readExercise(parse(text));
  } catch (error) {
    throw new Error(`the exercise cannot be used: ${messageOf(error)}`);
  }
}

async function fetchFolder(address: string): Promise<Exercise> {
  try {
    const folder = parse(await fetchText(address, address));
    const sources = await Promise.all(
      filesOf(folder).map(async (name) => {
        return [name, await fetchText(name, new URL(name, address).href)] as const;
      }),
    );
    const texts = new Map(sources);
    return exerciseOf(folder, (name) => texts.get(name));
  } catch (error) {
    throw new Error(`the exercise at ${cutText(address)} cannot be used: ${messageOf(error)}`);
  }
}

async function fetchText(name: string, address: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new Error(
      `${cutText(name)} cannot be fetched: the connection failed, or the server does not allow requests from this page`,
    );
  }
  if (!response.ok) {
    throw new Error(
      `${cutText(name)} cannot be fetched: the server responded with ${response.status}`,
    );
  }
  try {
    return await response.text();
  } catch {
    throw new Error(`${name} cannot be fetched: the connection was lost`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`invalid JSON: ${messageOf(error)}`);
  }
}

/** A learner's work is stored by the exercise's id, so ids must be unique. */
function unlike(known: readonly Found[], found: Found): Found {
  const { id } = found.exercise;
  const same = known.find(({ exercise }) => exercise.id === id);
  if (id !== OWN_PROGRAM && (same === undefined || isEqual(same, found))) {
    return same ?? found;
  }
  const title = same?.exercise.title ?? OWN_TITLE;
  throw new Error(`the exercise cannot be used: its id, “${id}”, is already used by “${title}”`);
}

function isEqual(one: Found, other: Found): boolean {
  return (
    one.address === other.address && JSON.stringify(one.exercise) === JSON.stringify(other.exercise)
  );
}
