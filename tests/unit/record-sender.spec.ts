/** The way of an engine's records: they are sent by size and by time, none later than others. */

import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { expect, test } from '@playwright/test';
import type { CaptureMessage } from '../../web/src/engine/messages.ts';
import { RecordSender } from '../../web/src/engine/record-sender.ts';

/** Milliseconds between two hand-overs, at most. */
const TENTH = 100;

const PAGE = 64 * 1024;

function started() {
  const { port1, port2 } = new MessageChannel();
  const memory = new WebAssembly.Memory({ initial: 1 });
  const sender = new RecordSender(port1 as unknown as MessagePort, memory);
  const sent = (): CaptureMessage | undefined => receiveMessageOnPort(port2)?.message;
  const close = () => port1.close();
  return { sender, memory, sent, close };
}

/** The bytes of the records in all messages that have arrived. */
function bytesOf(sent: () => CaptureMessage | undefined): number[] {
  const bytes: number[] = [];
  for (let message = sent(); message !== undefined; message = sent()) {
    if (message.type === 'records') bytes.push(...new Uint8Array(message.bytes, 0, message.length));
  }
  return bytes;
}

test('records are sent with those just taken, several times a second', () => {
  const { sender, sent, close } = started();
  const end = performance.now() + 5 * TENTH;
  let [taken, received, messages] = [0, 0, 0];
  while (performance.now() < end) {
    sender.take(0, 3);
    taken += 3;
    const message = sent();
    if (message?.type === 'records') {
      received += message.length;
      messages += 1;
      expect(received).toBe(taken);
    }
  }
  expect(messages).toBeGreaterThanOrEqual(5);
  close();
});

test('a flush sends the records so far, and the time if there are none', () => {
  const { sender, memory, sent, close } = started();
  new Uint8Array(memory.buffer).set([1, 2, 3]);
  sender.flush();
  expect(sent()).toMatchObject({ type: 'records', length: 0 });
  for (let times = 0; times < 3; times += 1) {
    sender.take(0, 3);
    sender.flush();
    // Where the test was interrupted, the bytes have been sent as they were taken.
    expect(bytesOf(sent)).toEqual([1, 2, 3]);
  }
  close();
});

test('all bytes arrive, in their order, however large the chunks are', () => {
  const { sender, memory, sent, close } = started();
  const bytes = new Uint8Array(memory.buffer);
  bytes.forEach((_, index) => {
    bytes[index] = index % 251;
  });
  const lengths = [1, PAGE, 7, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, 100];
  for (const length of lengths) sender.take(0, length);
  sender.end({ outcome: 'completed', error: null });
  const arrived: Uint8Array[] = [];
  for (let message = sent(); message !== undefined; message = sent()) {
    if (message.type === 'records') {
      arrived.push(new Uint8Array(message.bytes, 0, message.length));
    } else {
      expect(message).toMatchObject({ type: 'ended', outcome: 'completed', error: null });
    }
  }
  const expected = lengths.map((length) => bytes.slice(0, length));
  expect(Buffer.compare(Buffer.concat(arrived), Buffer.concat(expected))).toBe(0);
  close();
});

test('bytes whose message fails are not taken, and arrive once when they are passed again', async () => {
  const { port1, port2 } = new MessageChannel();
  const memory = new WebAssembly.Memory({ initial: 1 });
  const send = port1.postMessage.bind(port1);
  let isFailing = false;
  port1.postMessage = (...message) => {
    if (isFailing) throw new Error('short of memory');
    send(...message);
  };
  const sender = new RecordSender(port1 as unknown as MessagePort, memory);
  new Uint8Array(memory.buffer).set([1, 2, 3, 4, 5]);
  sender.take(0, 2);
  // Until the next bytes are sent as they are taken.
  const due = performance.now() + TENTH;
  while (performance.now() < due);
  isFailing = true;
  expect(() => sender.take(2, 3)).toThrow('short of memory');
  isFailing = false;
  sender.take(2, 3);
  expect(bytesOf(() => receiveMessageOnPort(port2)?.message)).toEqual([1, 2, 3, 4, 5]);
  port1.close();
});
