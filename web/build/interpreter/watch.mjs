/**
 * Follows the compilation of the interpreter: reads its output, writes it to a log, and keeps its
 * state in a file that the page reads: `compile 2>&1 | node watch.mjs STATE LOG`.
 */

import { createWriteStream, renameSync, writeFileSync } from 'node:fs';
import { afterLine, begin, isBar, stateOf } from './progress.mjs';

const [stateFile, logFile] = process.argv.slice(2);
const log = createWriteStream(logFile);
const now = () => Date.now() / 1000;

let progress = begin(now());
let rest = '';

function write() {
  // The page never reads half a file.
  writeFileSync(`${stateFile}.new`, JSON.stringify(stateOf(progress, now())));
  renameSync(`${stateFile}.new`, stateFile);
}

function take(line) {
  progress = afterLine(progress, line, now());
  if (line.trim() !== '' && !isBar(line)) {
    log.write(`${line}\n`);
  }
}

write();
const timer = setInterval(write, 1000);
for await (const text of process.stdin.setEncoding('utf8')) {
  const lines = (rest + text).split(/[\r\n]+/);
  rest = lines.pop();
  lines.forEach(take);
}
take(rest);
clearInterval(timer);
log.end();
