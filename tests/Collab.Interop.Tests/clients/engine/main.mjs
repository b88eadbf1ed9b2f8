// Real Yjs for the engine's cross-tests: node engine/main.mjs
// Requests come in on stdin, replies go out on stdout, in turn: 4 bytes of length (little-endian), then one lib0 `any`.
// `any` carries all that a document can hold, undefined, bigint and bytes included, without a second notation for it.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { handle } from './requests.mjs';

let received = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
  while (received.length >= 4 && received.length >= 4 + received.readUInt32LE(0)) {
    const length = received.readUInt32LE(0);
    const request = received.subarray(4, 4 + length);
    received = received.subarray(4 + length);
    reply(request);
  }
});

function reply(request) {
  let answer;
  try {
    answer = { ok: handle(decoding.readAny(decoding.createDecoder(request))) };
  } catch (error) {
    answer = { error: error.stack };
  }

  const encoder = encoding.createEncoder();
  encoding.writeAny(encoder, answer);
  const body = encoding.toUint8Array(encoder);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  process.stdout.write(Buffer.concat([head, body]));
}
