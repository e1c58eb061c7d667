/** Modules rewritten by `crate/shadow-stack`, for the tests that run them. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY } from './dist.ts';
import type { Program } from './shadow-programs.mjs';

/** A program, original and rewritten. */
export interface Pair {
  original: Program;
  rewritten: Program;
}

/** Third-party modules, by purpose. */
export const THIRD_PARTY = {
  sqlite: packaged('sql.js/dist/sql-wasm.wasm'),
  resvg: packaged('@resvg/resvg-wasm/index_bg.wasm'),
};

/** The path of a file of an npm package. */
export function packaged(path: string): string {
  return fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url));
}

/** Calls through exceptions and references, which not every engine supports. */
export const OWN = {
  legacyExceptions: `
    (func $run (export "run") (param i32) (result i32)
      (try $whole (result i32)
        (do (call $middle (local.get 0)))
        (catch $thrown call $see)
        (catch_all call $see (i32.const -1))))
    (func $middle (param i32) (result i32)
      (try $rethrowing
        (do (drop (call $raise (local.get 0))))
        (catch $thrown drop call $see (rethrow $rethrowing)))
      (try (do (try (do (call $delegating (local.get 0))) (delegate 1)))
        (catch_all unreachable))
      (i32.const 7))
    (func $delegating (export "delegating") (param i32)
      (try (do (drop (call $raise (i32.sub (local.get 0) (i32.const 1))))) (delegate 0)))`,
  exceptions: `
    (func $run (export "run") (param i32) (result i32)
      (block $caught (result i32)
        (return
          (try_table (result i32) (catch $thrown $caught) (call $middle (local.get 0)))))
      call $see)
    (func $middle (param i32) (result i32)
      (block $again (result exnref)
        (try_table (catch_all_ref $again) (drop (call $raise (local.get 0))))
        (return (call $raise (i32.sub (local.get 0) (i32.const 1)))))
      call $see
      throw_ref)`,
  references: `
    (type $unary (func (param i32) (result i32)))
    (elem declare func $raise $step $tail)
    (func $run (export "run") (param i32) (result i32)
      (call_ref $unary (local.get 0) (ref.func $step)))
    (func $step (param i32) (result i32)
      call $see
      (return_call_ref $unary (i32.add (local.get 0) (i32.const 5)) (ref.func $tail)))
    (func $tail (param i32) (result i32)
      call $see
      (return_call $raise (i32.and (local.get 0) (i32.const 6))))`,
};

/** A program of `OWN`, which throws if `$raise` is called with 1. */
function text(functions: string): string {
  return `(module
    (import "host" "see" (func $see))
    (tag $thrown (param i32))
    (memory (export "memory") 1)
    (func $raise (param i32) (result i32)
      call $see
      (if (i32.eq (local.get 0) (i32.const 1)) (then (throw $thrown (i32.const 42))))
      (i32.add (local.get 0) (i32.const 10)))
    ${functions})`;
}

/** The module at a path, original and rewritten. */
export function shadowed(path: string): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'shadow-stack-'));
  try {
    const [output, offsets] = [join(folder, 'output.wasm'), join(folder, 'offsets.json')];
    const tool = ['run', '--quiet', '--locked', '--package', 'highwater-shadow-stack', '--'];
    execFileSync('cargo', [...tool, path, '-o', output, '--offsets', offsets], { cwd: REPOSITORY });
    return {
      original: { bytes: new Uint8Array(readFileSync(path)) },
      rewritten: {
        bytes: new Uint8Array(readFileSync(output)),
        offsets: JSON.parse(readFileSync(offsets, 'utf8')),
      },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One of the tests' own programs, original and rewritten. */
export function ownShadowed(name: keyof typeof OWN): Pair {
  const folder = mkdtempSync(join(tmpdir(), 'shadow-stack-'));
  try {
    const [source, module] = [join(folder, 'own.wat'), join(folder, 'own.wasm')];
    writeFileSync(source, text(OWN[name]));
    const assembler = join(REPOSITORY, 'web', 'node_modules', '.bin', 'wasm-as');
    execFileSync(assembler, ['--all-features', source, '-o', module]);
    return shadowed(module);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
